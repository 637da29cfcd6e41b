#include "base/visible_text.hpp"

#include <cstddef>

#include <fmt/format.h>

namespace migrate {
namespace {

constexpr unsigned char kDelete = 0x7f;

bool is_control(std::string_view text, std::size_t at) noexcept {
  const auto c = static_cast<unsigned char>(text[at]);
  if (c == '\n' || c == '\t') return false;
  if (c == '\r') return at + 1 == text.size() || text[at + 1] != '\n';
  return c < ' ' || c == kDelete;
}

/// The control characters above ASCII, U+0080 to U+009F: 0xC2 and one of 0x80 to 0x9F. Some
/// terminals take U+009B for ESC and `[`.
bool is_wide_control(std::string_view text, std::size_t at) noexcept {
  if (text[at] != '\xc2' || at + 1 == text.size()) return false;
  const auto next = static_cast<unsigned char>(text[at + 1]);
  return next >= 0x80 && next <= 0x9f;
}

}  // namespace

std::string visible_text(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (is_control(text, at)) {
      shown += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[at]));
    } else if (is_wide_control(text, at)) {
      shown += fmt::format("\\u{:04x}", static_cast<unsigned char>(text[++at]));
    } else {
      shown += text[at];
    }
  }
  return shown;
}

}  // namespace migrate
