#include "base/in_parts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <span>
#include <stdexcept>
#include <string>
#include <utility>

namespace migrate {
namespace {

using Part = std::pair<std::size_t, std::size_t>;

std::vector<Part> parts_of(std::size_t count, std::size_t smallest) {
  const std::vector<int> items(count);
  return in_parts(std::span(items), smallest, [&](std::span<const int> part) {
    const auto first = static_cast<std::size_t>(part.data() - items.data());
    return Part(first, first + part.size());
  });
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
  const std::vector<int> items(1000);
  const auto fail = [&](std::span<const int> part) -> int {
    throw std::runtime_error("at " + std::to_string(part.data() - items.data()));
  };
  try {
    [[maybe_unused]] const auto none = in_parts(std::span(items), 10, fail);
    FAIL() << "nothing was thrown";
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "at 0");
  }
}

}  // namespace
}  // namespace migrate
