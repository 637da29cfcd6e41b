#include "base/line_matches.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace migrate {
namespace {

using Numbers = std::span<const int>;

/// The part of a longest list of matches that lies in the middle of two texts, perhaps of no
/// length.
class MiddleSearch {
 public:
  MiddleSearch(Numbers before, Numbers after)
      : before_(before),
        after_(after),
        forward_(before.size() + after.size() + 3),
        backward_(forward_.size()) {}

  /// Neither text may be empty; their first lines differ, and their last.
  LineMatch find() {
    for (std::ptrdiff_t edits = 0;; ++edits) {
      if (advance(edits, Way::forward) || advance(edits, Way::backward)) return found_;
    }
  }

 private:
  enum class Way { forward, backward };

  // A diagonal holds the places whose lines in the two texts are that far apart; for each diagonal
  // the furthest place in `before_` is kept that so many edits can reach, from either end.
  bool advance(std::ptrdiff_t edits, Way way) {
    const std::ptrdiff_t lowest = -(edits - 2 * std::max<std::ptrdiff_t>(0, edits - after_size()));
    const std::ptrdiff_t highest = edits - 2 * std::max<std::ptrdiff_t>(0, edits - before_size());
    for (std::ptrdiff_t diagonal = lowest; diagonal <= highest; diagonal += 2) {
      const std::ptrdiff_t start = next_place(edits, diagonal, way);
      std::ptrdiff_t place = start;
      while (is_match(place, place - diagonal, way)) ++place;
      reached(diagonal, way) = place;
      if (meets(edits, diagonal, way)) {
        keep(start, place, diagonal, way);
        return true;
      }
    }
    return false;
  }

  std::ptrdiff_t next_place(std::ptrdiff_t edits, std::ptrdiff_t diagonal, Way way) {
    const bool inserts =
        diagonal == -edits ||
        (diagonal != edits && reached(diagonal - 1, way) < reached(diagonal + 1, way));
    if (edits == 0) return 0;
    return inserts ? reached(diagonal + 1, way) : reached(diagonal - 1, way) + 1;
  }

  [[nodiscard]] bool is_match(std::ptrdiff_t before, std::ptrdiff_t after, Way way) const {
    if (before >= before_size() || after >= after_size()) return false;
    if (way == Way::backward) {
      before = before_size() - 1 - before;
      after = after_size() - 1 - after;
    }
    return before_[static_cast<std::size_t>(before)] == after_[static_cast<std::size_t>(after)];
  }

  /// Whether the ways from both ends have met on a diagonal: after an odd number of edits in all
  /// when going forward, after an even one when going backward.
  bool meets(std::ptrdiff_t edits, std::ptrdiff_t diagonal, Way way) {
    const std::ptrdiff_t shift = before_size() - after_size();
    const bool is_turn = (shift % 2 != 0) == (way == Way::forward);
    const Way other = way == Way::forward ? Way::backward : Way::forward;
    const std::ptrdiff_t others_edits = way == Way::forward ? edits - 1 : edits;
    return is_turn && std::abs(shift - diagonal) <= others_edits &&
           reached(diagonal, way) + reached(shift - diagonal, other) >= before_size();
  }

  void keep(std::ptrdiff_t start, std::ptrdiff_t end, std::ptrdiff_t diagonal, Way way) {
    const std::ptrdiff_t before = way == Way::forward ? start : before_size() - end;
    const std::ptrdiff_t after =
        way == Way::forward ? start - diagonal : after_size() - (end - diagonal);
    found_ = {static_cast<std::size_t>(before), static_cast<std::size_t>(after),
              static_cast<std::size_t>(end - start)};
  }

  [[nodiscard]] std::ptrdiff_t before_size() const { return std::ssize(before_); }
  [[nodiscard]] std::ptrdiff_t after_size() const { return std::ssize(after_); }

  std::ptrdiff_t& reached(std::ptrdiff_t diagonal, Way way) {
    const auto index = static_cast<std::size_t>(diagonal + after_size() + 1);
    return way == Way::forward ? forward_[index] : backward_[index];
  }

  Numbers before_;
  Numbers after_;
  std::vector<std::ptrdiff_t> forward_;
  std::vector<std::ptrdiff_t> backward_;
  LineMatch found_;
};

class Matcher {
 public:
  Matcher(Numbers before, Numbers after) : before_(before), after_(after) {}

  std::vector<LineMatch> all() {
    compare({0, before_.size()}, {0, after_.size()});
    return std::move(matches_);
  }

 private:
  struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;

    [[nodiscard]] bool empty() const { return begin == end; }
    [[nodiscard]] Numbers of(Numbers whole) const { return whole.subspan(begin, end - begin); }
  };

  /// Calls itself on both sides of the middle, each of which has half of the differences: so the
  /// depth is the logarithm of their number.
  void compare(Range before, Range after) {  // NOLINT(misc-no-recursion)
    const auto fronts = std::ranges::mismatch(before.of(before_), after.of(after_));
    const auto prefix = static_cast<std::size_t>(fronts.in1 - before.of(before_).begin());
    add({before.begin, after.begin, prefix});
    before.begin += prefix;
    after.begin += prefix;
    std::size_t suffix = 0;
    while (!before.empty() && !after.empty() && before_[before.end - 1] == after_[after.end - 1]) {
      --before.end;
      --after.end;
      ++suffix;
    }
    if (!before.empty() && !after.empty()) {
      LineMatch middle = MiddleSearch(before.of(before_), after.of(after_)).find();
      middle.before += before.begin;
      middle.after += after.begin;
      compare({before.begin, middle.before}, {after.begin, middle.after});
      add(middle);
      compare({middle.before + middle.length, before.end},
              {middle.after + middle.length, after.end});
    }
    add({before.end, after.end, suffix});
  }

  void add(const LineMatch& match) {
    if (match.length == 0) return;
    if (!matches_.empty()) {
      LineMatch& last = matches_.back();
      if (last.before + last.length == match.before && last.after + last.length == match.after) {
        last.length += match.length;
        return;
      }
    }
    matches_.push_back(match);
  }

  Numbers before_;
  Numbers after_;
  std::vector<LineMatch> matches_;
};

}  // namespace

std::vector<LineMatch> line_matches(std::span<const int> before, std::span<const int> after) {
  return Matcher(before, after).all();
}

}  // namespace migrate
