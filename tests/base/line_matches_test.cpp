#include "base/line_matches.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <numeric>

namespace migrate {

void PrintTo(const LineMatch& match, std::ostream* out) {
  *out << match.before << "=" << match.after << " (" << match.length << ")";
}

namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Numbers = std::vector<int>;

std::size_t longest_shared(const Numbers& before, const Numbers& after) {
  std::vector<std::size_t> row(after.size() + 1, 0);
  for (const int number : before) {
    std::size_t diagonal = 0;
    for (std::size_t at = 1; at < row.size(); ++at) {
      const std::size_t above = row[at];
      row[at] = number == after[at - 1] ? diagonal + 1 : std::max(above, row[at - 1]);
      diagonal = above;
    }
  }
  return row.back();
}

Numbers few_numbers() {
  return *rc::gen::container<Numbers>(rc::gen::inRange(0, *rc::gen::inRange(1, 8)));
}

TEST(LineMatches, JoinNeighbours) {
  EXPECT_THAT(line_matches(Numbers{1, 2, 3}, Numbers{1, 2, 3}), ElementsAre(LineMatch{0, 0, 3}));
}

TEST(LineMatches, StandOnBothSidesOfAChange) {
  EXPECT_THAT(line_matches(Numbers{1, 2, 3, 4}, Numbers{1, 9, 8, 3, 4}),
              ElementsAre(LineMatch{0, 0, 1}, LineMatch{2, 3, 2}));
}

TEST(LineMatches, AreFoundInTheMiddleAlone) {
  EXPECT_THAT(line_matches(Numbers{1, 2, 3}, Numbers{7, 2, 8}), ElementsAre(LineMatch{1, 1, 1}));
}

TEST(LineMatches, AreNoneWithAnEmptyText) {
  EXPECT_THAT(line_matches(Numbers{1, 2}, Numbers{}), IsEmpty());
}

TEST(LineMatches, AreNoneOfTextsThatShareNothing) {
  EXPECT_THAT(line_matches(Numbers{1, 2, 3}, Numbers{4, 5}), IsEmpty());
}

TEST(LineMatches, AreFoundInLongTextsThatShareNoLineButOne) {
  Numbers before(10'000);
  std::iota(before.begin(), before.end(), 0);
  Numbers after(10'000);
  std::iota(after.begin(), after.end(), 10'000);
  after[3] = 9'000;
  EXPECT_THAT(line_matches(before, after), ElementsAre(LineMatch{9'000, 3, 1}));
}

RC_GTEST_PROP(LineMatchesProperty, AreEqualLinesInOrderWithoutOverlap, ()) {
  const Numbers before = few_numbers();
  const Numbers after = few_numbers();
  LineMatch last;
  for (const LineMatch& match : line_matches(before, after)) {
    RC_ASSERT(match.length > 0U);
    RC_ASSERT(match.before >= last.before + last.length);
    RC_ASSERT(match.after >= last.after + last.length);
    RC_ASSERT(match.before + match.length <= before.size());
    RC_ASSERT(match.after + match.length <= after.size());
    for (std::size_t line = 0; line < match.length; ++line)
      RC_ASSERT(before[match.before + line] == after[match.after + line]);
    last = match;
  }
}

RC_GTEST_PROP(LineMatchesProperty, AreAsManyAsTwoTextsCanShare, ()) {
  const Numbers before = few_numbers();
  const Numbers after = few_numbers();
  std::size_t lines = 0;
  for (const LineMatch& match : line_matches(before, after)) lines += match.length;
  RC_ASSERT(lines == longest_shared(before, after));
}

}  // namespace
}  // namespace migrate
