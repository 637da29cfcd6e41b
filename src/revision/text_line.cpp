#include "revision/text_line.hpp"

#include <algorithm>
#include <array>

#include "base/sql_lexer.hpp"
#include "base/utf8.hpp"

namespace migrate {
namespace {

constexpr std::size_t kLongestExcerpt = 240;
constexpr std::size_t kLongestQuote = 80;
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::string_view kEllipsis = "\xE2\x80\xA6";

bool is_control(char c) noexcept {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t') || byte == 0x7F;
}

/// The length of the character at the start of `text`; 0 when it must not be printed.
std::size_t printable_length(std::string_view text) noexcept {
  if (is_control(text.front())) return 0;
  const std::size_t length = byte_offset_of_character(text, 1);
  const std::string_view character = text.substr(0, length);
  const bool c1_control =
      length == 2 && text[0] == '\xC2' && static_cast<unsigned char>(text[1]) < 0xA0;
  return c1_control || first_invalid_utf8(character) ? 0 : length;
}

std::string printable(std::string_view text, std::size_t longest) {
  std::string result;
  for (std::size_t count = 0; !text.empty(); ++count) {
    if (count == longest) return result += kEllipsis;
    const std::size_t length = printable_length(text);
    result += length == 0 ? kReplacement : text.substr(0, length);
    text.remove_prefix(std::max<std::size_t>(byte_offset_of_character(text, 1), 1));
  }
  return result;
}

}  // namespace

bool LineReader::next(TextLine& line) noexcept {
  if (at_ >= text_.size()) return false;
  const std::size_t feed = std::min(text_.find('\n', at_), text_.size());
  line = {text_.substr(at_, feed - at_), at_, number_};
  if (line.text.ends_with('\r')) line.text.remove_suffix(1);
  at_ = feed + 1;
  ++number_;
  return true;
}

bool LineReader::skip_to(std::string_view part) noexcept {
  const std::size_t found = text_.find(part, at_);
  if (found == std::string_view::npos) return false;
  const std::string_view before = text_.substr(at_, found - at_);
  const std::size_t feed = before.rfind('\n');
  if (feed == std::string_view::npos) return true;
  number_ += static_cast<std::size_t>(std::ranges::count(before, '\n'));
  at_ += feed + 1;
  return true;
}

Error problem_in_line(const std::string& file, const TextLine& line, std::size_t column,
                      const std::string& what) {
  const std::size_t character = count_characters(line.text.substr(0, column)) + 1;
  Error problem(Fault::revision, what, Location{file, line.number, character});
  if (character > kLongestExcerpt) return problem;
  const std::string excerpt = with_passwords_hidden(line.text, 0, line.text.size());
  return problem.with_excerpt(printable(excerpt, kLongestExcerpt), character);
}

std::string shown(std::string_view text) { return printable(text, kLongestQuote); }

std::size_t spacing_before(std::string_view text) noexcept {
  constexpr std::array<std::string_view, 4> kWide{"\xC2\xA0", "\xE2\x80\xAF", "\xE3\x80\x80",
                                                  "\xEF\xBB\xBF"};
  std::size_t at = 0;
  while (at < text.size()) {
    const char first = text[at];
    if (first > ' ' && first <= '~') break;  // nearly always
    const std::string_view rest = text.substr(at);
    const auto starts = [rest](std::string_view blank) { return rest.starts_with(blank); };
    if (rest.find_first_not_of(" \t\v\f\r") != 0) {
      ++at;
    } else if (static_cast<unsigned char>(first) < 0x80) {
      break;
    } else if (const auto* wide = std::ranges::find_if(kWide, starts); wide != kWide.end()) {
      at += wide->size();
    } else if (rest.size() > 2 && starts("\xE2\x80") &&
               static_cast<unsigned char>(rest[2]) <= 0x8F) {
      at += 3;
    } else {
      break;
    }
  }
  return at;
}

}  // namespace migrate
