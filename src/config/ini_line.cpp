#include "config/ini_line.hpp"

#include <algorithm>

#include "base/list_text.hpp"
#include "base/utf8.hpp"
#include "config/database_url.hpp"

namespace migrate {
namespace {

constexpr std::string_view kBlanks = " \t";

/// The line without passwords. What has an `@` but no scheme may be a URL that was cut short or
/// mistyped: its value is hidden whole.
std::string shown(const std::string& line) {
  std::string text = with_password_redacted(line);
  if (text.find("://") != std::string::npos || text.find('@') == std::string::npos) return text;
  const std::size_t equals = text.find('=');
  return (equals == std::string::npos ? "" : text.substr(0, equals + 1) + " ") + "***";
}

std::string_view without_return(std::string_view line) {
  return line.substr(0, line.size() - (line.ends_with('\r') ? 1 : 0));
}

}  // namespace

IniLine::IniLine(std::string_view text, const std::string& file, std::size_t number)
    : line_(std::string(without_return(text)), file, number) {}

std::size_t IniLine::indent() const noexcept {
  return std::min(text().find_first_not_of(kBlanks), text().size());
}

std::string_view IniLine::content() const noexcept {
  const std::string_view line = text();
  for (std::size_t at = 0; (at = line.find_first_of(";#", at)) != std::string_view::npos; ++at) {
    const bool is_comment = at == 0 || kBlanks.find(line[at - 1]) != std::string_view::npos;
    if (is_comment) return trimmed(line.substr(0, at));
  }
  return trimmed(line);
}

std::optional<std::size_t> IniLine::first_non_text() const noexcept {
  const auto control = std::ranges::find_if(
      text(), [](unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7F; });
  const auto offset = static_cast<std::size_t>(control - text().begin());
  const std::size_t first = std::min(offset, first_invalid_utf8(text()).value_or(text().size()));
  return first < text().size() ? std::optional(first) : std::nullopt;
}

Error IniLine::error_at(std::size_t offset, const std::string& what) const {
  const Error error = line_.error_at(Fault::config, offset, what);
  if (first_non_text()) return error.with_excerpt("", 0);
  const std::string line = shown(error.excerpt());
  const auto parted = std::ranges::mismatch(line, error.excerpt()).in1;
  const std::size_t same = count_characters({line.begin(), parted});
  return error.with_excerpt(line, std::min(error.caret(), same + 1));
}

}  // namespace migrate
