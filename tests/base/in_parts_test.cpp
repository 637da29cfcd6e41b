#include "base/in_parts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <utility>

namespace migrate {
namespace {

using Part = std::pair<std::size_t, std::size_t>;

std::vector<Part> parts_of(std::size_t count, std::size_t smallest) {
  return in_parts(count, smallest,
                  [](std::size_t first, std::size_t last) { return Part(first, last); });
}

TEST(InPartsTest, GivesConsecutivePartsInTheirOrder) {
  const std::vector<Part> parts = parts_of(1001, 100);
  ASSERT_FALSE(parts.empty());
  EXPECT_EQ(parts.front().first, 0U);
  EXPECT_EQ(parts.back().second, 1001U);
  for (std::size_t at = 1; at < parts.size(); ++at) {
    EXPECT_EQ(parts[at].first, parts[at - 1].second);
  }
}

TEST(InPartsTest, MakesNoPartThatIsNotWorthAThread) {
  EXPECT_THAT(parts_of(199, 100), testing::ElementsAre(Part(0, 199)));
}

TEST(InPartsTest, CallsForNothingOnce) {
  EXPECT_THAT(parts_of(0, 100), testing::ElementsAre(Part(0, 0)));
}

TEST(InPartsTest, PassesTheFirstExceptionOn) {
  const auto fail = [](std::size_t first, std::size_t) -> int {
    throw std::runtime_error("at " + std::to_string(first));
  };
  try {
    [[maybe_unused]] const auto none = in_parts(1000, 10, fail);
    FAIL() << "nothing was thrown";
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "at 0");
  }
}

}  // namespace
}  // namespace migrate
