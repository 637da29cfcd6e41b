#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace migrate {

/// Lines that stand in two texts alike: `length` lines from line `before` of the one and from line
/// `after` of the other, both from 0.
struct LineMatch {
  std::size_t before = 0;
  std::size_t after = 0;
  std::size_t length = 0;

  bool operator==(const LineMatch&) const = default;
};

/// A longest list of lines that two texts share, in order, neighbours joined; lines are given as
/// numbers that are equal for equal lines. Eugene Myers' algorithm in linear space: the time grows
/// with the number of lines times the number of those that differ.
[[nodiscard]] std::vector<LineMatch> line_matches(std::span<const int> before,
                                                  std::span<const int> after);

}  // namespace migrate
