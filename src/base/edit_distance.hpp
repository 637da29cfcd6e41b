#pragma once

#include <cstddef>
#include <optional>
#include <ranges>
#include <string>
#include <string_view>

namespace migrate {

/// How many letters must be inserted, removed, replaced or swapped with their neighbour to make `b`
/// of `a`; `limit + 1` as soon as it is known to be more than `limit`.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

/// How far off a word may be to be offered in a "did you mean": a third of its length, one at
/// least.
[[nodiscard]] constexpr std::size_t tolerated_distance(std::string_view word) noexcept {
  return word.size() / 3 > 1 ? word.size() / 3 : 1;
}

/// The candidate nearest to `word`, the first of equals; nullopt when none is near.
template <std::ranges::input_range Candidates>
[[nodiscard]] std::optional<std::string> nearest(std::string_view word,
                                                 const Candidates& candidates) {
  std::optional<std::string> best;
  std::size_t limit = tolerated_distance(word);
  for (const auto& candidate : candidates) {
    const std::string_view text = candidate;
    const std::size_t distance = edit_distance(word, text, limit);
    if (distance > limit || (best && distance == limit)) continue;
    best = std::string(text);
    if (distance == 0) break;
    limit = distance;
  }
  return best;
}

/// "did you mean `x`?", or nothing when no candidate is near.
template <std::ranges::input_range Candidates>
[[nodiscard]] std::string did_you_mean(std::string_view word, const Candidates& candidates) {
  const std::optional<std::string> best = nearest(word, candidates);
  return best ? "did you mean `" + *best + "`?" : std::string();
}

}  // namespace migrate
