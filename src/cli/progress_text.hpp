#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "migrate/events.hpp"

namespace migrate {

/// How far a run has come.
struct RunProgress {
  std::size_t steps = 0;
  std::size_t done = 0;
  std::string revision;                   ///< that runs; empty before the first
  std::string message;                    ///< its first line
  std::chrono::milliseconds elapsed{0};   ///< of its step
  std::optional<StatementRun> statement;  ///< of that, as last heard; empty when that is long ago
};

/// One line without an end, at most `columns` wide, the least important last:
///
///     [####------] 3 of 7  3f2a9c81d0b4  line 14: 74 s  24 % building index: scanning table, ...
[[nodiscard]] std::string progress_line(const RunProgress& progress, std::size_t columns);

/// How many columns of a terminal `text` takes: two for each wide character (CJK, emoji).
[[nodiscard]] std::size_t columns_of(std::string_view text) noexcept;

/// `text` on one line, its control characters written out, and, where it is wider than `columns`,
/// cut and ended with three dots.
[[nodiscard]] std::string fitted(std::string_view text, std::size_t columns);

}  // namespace migrate
