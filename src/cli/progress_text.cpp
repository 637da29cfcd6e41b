#include "cli/progress_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/event_text.hpp"
#include "base/utf8.hpp"
#include "base/visible_text.hpp"

namespace migrate {
namespace {

constexpr std::string_view kDots = "...";
constexpr std::size_t kNarrowestBar = 8;
constexpr std::size_t kWidestBar = 24;
constexpr std::size_t kBarsInALine = 8;

/// The code point that `bytes` is; invalid ones are as good as any narrow character.
std::uint32_t code_point(std::string_view bytes) noexcept {
  constexpr std::array<std::uint32_t, 5> kFirstByteBits{0, 0x7f, 0x1f, 0x0f, 0x07};
  if (bytes.empty() || bytes.size() >= kFirstByteBits.size()) return 0;
  std::uint32_t point = static_cast<unsigned char>(bytes[0]) & kFirstByteBits[bytes.size()];
  for (const char c : bytes.substr(1)) point = point << 6U | (static_cast<unsigned char>(c) & 0x3f);
  return point;
}

bool is_wide(std::uint32_t point) noexcept {
  constexpr std::array<std::pair<std::uint32_t, std::uint32_t>, 9> kWide{{{0x1100, 0x115f},
                                                                          {0x2e80, 0xa4cf},
                                                                          {0xac00, 0xd7a3},
                                                                          {0xf900, 0xfaff},
                                                                          {0xfe30, 0xfe6f},
                                                                          {0xff00, 0xff60},
                                                                          {0xffe0, 0xffe6},
                                                                          {0x1f300, 0x1faff},
                                                                          {0x20000, 0x3fffd}}};
  return std::any_of(kWide.begin(), kWide.end(), [point](const auto& range) {
    return point >= range.first && point <= range.second;
  });
}

std::size_t columns_of_character(std::string_view bytes) noexcept {
  return is_wide(code_point(bytes)) ? 2 : 1;
}

/// Takes the first character off `text`.
std::string_view next_character(std::string_view& text) noexcept {
  const std::string_view character = text.substr(0, byte_offset_of_character(text, 1));
  text.remove_prefix(character.size());
  return character;
}

/// How much of `text`, in bytes, has room in so many columns.
std::size_t bytes_in(std::string_view text, std::size_t columns) noexcept {
  std::size_t bytes = 0;
  while (!text.empty()) {
    const std::string_view character = next_character(text);
    const std::size_t width = columns_of_character(character);
    if (width > columns) break;
    columns -= width;
    bytes += character.size();
  }
  return bytes;
}

/// What stays of the control characters elsewhere would leave the line.
std::string on_one_line(std::string_view text) {
  std::string shown = visible_text(text);
  std::ranges::replace_if(
      shown, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return shown;
}

std::string bar(const RunProgress& progress, std::size_t columns) {
  const std::size_t cells = std::clamp(columns / kBarsInALine, kNarrowestBar, kWidestBar);
  const std::size_t full = progress.steps == 0 ? 0 : cells * progress.done / progress.steps;
  return "[" + std::string(full, '#') + std::string(cells - full, '-') + "]";
}

std::string time_of(const RunProgress& progress) {
  if (!progress.statement) return running_time_text(progress.elapsed);
  const std::string time = running_time_text(progress.statement->elapsed);
  const std::size_t line = progress.statement->where.line;
  return line == 0 ? time : fmt::format("line {}: {}", line, time);
}

std::string text_of(const StatementProgress& progress) {
  const std::string part = progress.total == 0 ? "" : fmt::format("{} % ", percent_done(progress));
  return fmt::format("{}{}, {}", part, progress.phase, work_text(progress));
}

}  // namespace

std::string progress_line(const RunProgress& progress, std::size_t columns) {
  const std::size_t number = std::min(progress.done + 1, progress.steps);
  std::vector<std::string> parts{
      fmt::format("{} {} of {}", bar(progress, columns), number, progress.steps)};
  if (!progress.revision.empty()) parts.push_back(progress.revision);
  parts.push_back(time_of(progress));
  if (progress.statement && progress.statement->progress) {
    parts.push_back(text_of(*progress.statement->progress));
  }
  if (!progress.message.empty()) parts.push_back(progress.message);
  return fitted(fmt::format("{}", fmt::join(parts, "  ")), columns);
}

std::size_t columns_of(std::string_view text) noexcept {
  std::size_t columns = 0;
  while (!text.empty()) columns += columns_of_character(next_character(text));
  return columns;
}

std::string fitted(std::string_view text, std::size_t columns) {
  const std::string shown = on_one_line(text);
  if (bytes_in(shown, columns) == shown.size()) return shown;
  if (columns < kDots.size()) return shown.substr(0, bytes_in(shown, columns));
  return shown.substr(0, bytes_in(shown, columns - kDots.size())) + std::string(kDots);
}

}  // namespace migrate
