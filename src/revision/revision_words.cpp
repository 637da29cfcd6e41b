#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "base/utf8.hpp"
#include "revision/header_reader.hpp"
#include "revision/marker_line.hpp"
#include "revision/revision_file.hpp"
#include "revision/text_line.hpp"

namespace migrate {
namespace {

constexpr std::array<std::string_view, 4> kTargetWords{"head", "heads", "base", "current"};
constexpr std::size_t kLongestId = 255;

constexpr std::array<bool, 256> kIdCharacters = [] {
  std::array<bool, 256> characters{};
  for (const char c : std::string_view("abcdefghijklmnopqrstuvwxyz0123456789_."
                                       "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    characters[static_cast<unsigned char>(c)] = true;
  return characters;
}();

constexpr bool is_id_character(char c) noexcept {
  return kIdCharacters[static_cast<unsigned char>(c)];
}

/// Whether a control character starts at `at`: ASCII's, or one of U+0080 to U+009F.
bool is_control_at(std::string_view text, std::size_t at) noexcept {
  const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (byte(at) == '\n') return false;
  if (byte(at) < 0x20 || byte(at) == 0x7F) return true;
  return byte(at) == 0xC2 && at + 1 < text.size() && byte(at + 1) < 0xA0;
}

}  // namespace

std::optional<std::string> problem_with_id(std::string_view id) {
  if (id.empty()) return "is empty";
  if (id.size() > kLongestId) return fmt::format("is longer than {} characters", kLongestId);
  const auto* const bad = std::ranges::find_if_not(id, is_id_character);
  if (bad != id.end()) {
    const std::string_view rest = id.substr(static_cast<std::size_t>(bad - id.begin()));
    return fmt::format("holds `{}`; only A-Z, a-z, 0-9, `_` and `.` are allowed",
                       shown(rest.substr(0, byte_offset_of_character(rest, 1))));
  }
  if (std::ranges::find(kTargetWords, id) != kTargetWords.end()) {
    return "is a word that names a target; choose another";
  }
  return std::nullopt;
}

std::optional<std::string> problem_with_message(std::string_view message) {
  if (first_invalid_utf8(message)) return "is not valid UTF-8";
  for (std::size_t at = 0; at < message.size(); ++at) {
    if (is_control_at(message, at)) return "holds a control character";
  }
  LineReader lines(message);
  TextLine line;
  while (lines.next(line)) {
    const std::string comment = "-- " + std::string(line.text);
    if (const auto key = key_of(comment)) {
      return fmt::format("would read as the key `{}` in the file's header", *key);
    }
    if (marker_in(comment)) return "would read as a marker such as `-- migrate:upgrade`";
  }
  return std::nullopt;
}

}  // namespace migrate
