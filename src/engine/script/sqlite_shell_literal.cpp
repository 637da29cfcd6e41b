#include "engine/script/sqlite_shell_literal.hpp"

#include <cstddef>

#include <fmt/format.h>

namespace migrate {
namespace {

constexpr std::string_view kCrLf = "\r\n";

std::string with_line_ends(std::string_view text, std::string_view line_end) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find(kCrLf, at);
    result += text.substr(at, end - at);
    if (end == std::string_view::npos) break;
    result += line_end;
    at = end + kCrLf.size();
  }
  return result;
}

/// Whether every LF has one CR before it: not none, and not two.
bool ends_all_lines_with_cr_lf(std::string_view text) {
  for (std::size_t at = text.find('\n'); at != std::string_view::npos;
       at = text.find('\n', at + 1)) {
    if (at == 0 || text[at - 1] != '\r' || (at > 1 && text[at - 2] == '\r')) return false;
  }
  return true;
}

/// A word that the text does not hold.
std::string word_not_in(std::string_view text) {
  std::string word = "{CR}";
  for (int i = 2; text.find(word) != std::string_view::npos; ++i) word = fmt::format("{{CR{}}}", i);
  return word;
}

}  // namespace

std::string sqlite_shell_literal(const Dialect& dialect, std::string_view text) {
  if (text.find(kCrLf) == std::string_view::npos) return dialect.quoted_string(text);
  if (ends_all_lines_with_cr_lf(text)) {
    return fmt::format("replace({}, char(10), char(13, 10))",
                       dialect.quoted_string(with_line_ends(text, "\n")));
  }
  const std::string mark = word_not_in(text);
  return fmt::format("replace({}, {}, char(13))",
                     dialect.quoted_string(with_line_ends(text, mark + "\n")),
                     dialect.quoted_string(mark));
}

}  // namespace migrate
