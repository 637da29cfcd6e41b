#include "base/edit_distance.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

namespace migrate {
namespace {

TEST(EditDistance, IsZeroForEqualWords) { EXPECT_EQ(edit_distance("upgrade", "upgrade", 3), 0U); }

TEST(EditDistance, CountsInsertedRemovedAndReplacedLetters) {
  EXPECT_EQ(edit_distance("kitten", "sitting", 5), 3U);
}

TEST(EditDistance, CountsTwoSwappedNeighboursOnce) {
  EXPECT_EQ(edit_distance("haed", "head", 3), 1U);
}

TEST(EditDistance, IsTheLengthOfTheOtherForAnEmptyWord) {
  EXPECT_EQ(edit_distance("", "abc", 5), 3U);
  EXPECT_EQ(edit_distance("abc", "", 5), 3U);
}

TEST(EditDistance, StopsOneAboveItsLimit) {
  EXPECT_EQ(edit_distance("abcdefgh", "zyxwvuts", 2), 3U);
  EXPECT_EQ(edit_distance("a", "abcdefgh", 2), 3U);
}

TEST(EditDistance, IsTheSameBothWays) {
  const std::array<std::string, 5> words{"", "a", "head", "haeds", "heads"};
  for (const std::string& a : words) {
    for (const std::string& b : words) EXPECT_EQ(edit_distance(a, b, 9), edit_distance(b, a, 9));
  }
}

TEST(EditDistance, ReachesASwapOnTheLastAllowedStep) {
  EXPECT_EQ(edit_distance("abcdef", "badcfe", 3), 3U);
}

TEST(Nearest, TakesTheNearestCandidate) {
  EXPECT_EQ(nearest("upgrad", std::vector<std::string>{"downgrade", "upgrade"}), "upgrade");
}

TEST(Nearest, TakesTheFirstOfEquallyNearOnes) {
  EXPECT_EQ(nearest("abx", std::vector<std::string>{"abc", "abd"}), "abc");
}

TEST(Nearest, TakesNothingThatIsFarOff) {
  EXPECT_EQ(nearest("stamp", std::vector<std::string>{"upgrade"}), std::nullopt);
}

TEST(Nearest, TakesAWordOneLetterOffHoweverShort) {
  EXPECT_EQ(nearest("ab", std::vector<std::string>{"ac"}), "ac");
}

TEST(DidYouMean, IsAQuestion) {
  EXPECT_EQ(did_you_mean("haed", std::vector<std::string>{"head"}), "did you mean `head`?");
}

TEST(DidYouMean, IsEmptyWhenNothingIsNear) {
  EXPECT_EQ(did_you_mean("zzz", std::vector<std::string>{"head"}), "");
}

}  // namespace
}  // namespace migrate
