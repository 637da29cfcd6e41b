#include "base/helping_hands.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <numeric>
#include <span>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace migrate {
namespace {

using testing::ElementsAre;

std::vector<int> numbers(std::size_t count) {
  std::vector<int> all(count);
  std::iota(all.begin(), all.end(), 0);
  return all;
}

/// First and one past the last number of each part.
std::vector<std::pair<int, int>> parts_of(HelpingHands& hands, std::size_t count,
                                          std::size_t smallest) {
  const std::vector<int> items = numbers(count);
  return hands.in_parts(std::span(items), smallest, [](std::span<const int> part) {
    return part.empty() ? std::pair(0, 0) : std::pair(part.front(), part.back() + 1);
  });
}

/// Threads that help until it goes, whatever becomes of the test.
class Helpers {
 public:
  Helpers(HelpingHands& hands, int count) : hands_(hands) {
    for (int helper = 0; helper < count; ++helper) threads_.emplace_back([this] { hands_.help(); });
  }
  ~Helpers() { hands_.close(); }
  Helpers(const Helpers&) = delete;
  Helpers& operator=(const Helpers&) = delete;

 private:
  HelpingHands& hands_;
  std::vector<std::jthread> threads_;
};

/// Whether two threads came here before ten seconds were over; false for the one that came alone.
class Meeting {
 public:
  bool takes_place() {
    ++there_;
    for (int look = 0; look < 1000 && there_ < 2; ++look) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return there_ >= 2;
  }

 private:
  std::atomic<int> there_ = 0;
};

TEST(HelpingHandsTest, GiveThePartsInTheirOrderWhereNobodyHelps) {
  HelpingHands hands(0);
  EXPECT_THAT(parts_of(hands, 10, 3),
              ElementsAre(std::pair(0, 3), std::pair(3, 6), std::pair(6, 10)));
}

TEST(HelpingHandsTest, MakeOnePartOfFewItems) {
  HelpingHands hands(0);
  EXPECT_THAT(parts_of(hands, 2, 3), ElementsAre(std::pair(0, 2)));
  EXPECT_THAT(parts_of(hands, 0, 3), ElementsAre(std::pair(0, 0)));
}

TEST(HelpingHandsTest, DoEveryPartOnceHoweverManyThereAre) {
  for (const int others : {0, 1, 3}) {
    HelpingHands hands(static_cast<std::size_t>(others));
    const Helpers helpers(hands, others);
    const std::vector<int> items = numbers(1000);
    std::vector<std::atomic<int>> seen(items.size());
    const auto count = [&](std::span<const int> part) {
      for (const int item : part) ++seen[static_cast<std::size_t>(item)];
      return part.size();
    };
    for (int list = 1; list <= 20; ++list) {
      const std::vector<std::size_t> sizes = hands.in_parts(std::span(items), 10, count);
      EXPECT_EQ(std::accumulate(sizes.begin(), sizes.end(), std::size_t{0}), items.size());
      EXPECT_TRUE(std::ranges::all_of(seen, [&](const auto& times) { return times == list; }));
    }
  }
}

TEST(HelpingHandsTest, HaveWhoWaitsTakeParts) {
  HelpingHands hands(0);
  const Helpers helpers(hands, 1);
  const std::vector<int> items = numbers(2);
  Meeting both;  // no part ends before the other one has begun: two threads do them
  const auto work = [&](std::span<const int>) { return both.takes_place(); };
  EXPECT_THAT(hands.in_parts(std::span(items), 1, work), ElementsAre(true, true));
}

TEST(HelpingHandsTest, LetGoWhoHelpsWhenNothingWillCome) {
  HelpingHands hands(0);
  hands.close();
  hands.help();
}

TEST(HelpingHandsTest, PassAnExceptionOnAndBeginNoMoreParts) {
  HelpingHands hands(0);
  const std::vector<int> items = numbers(10);
  int begun = 0;
  const auto fail = [&](std::span<const int>) -> int {
    if (++begun == 3) throw std::runtime_error("the third");
    return 0;
  };
  try {
    [[maybe_unused]] const auto none = hands.in_parts(std::span(items), 1, fail);
    FAIL() << "nothing was thrown";
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "the third");
  }
  EXPECT_EQ(begun, 3);
  EXPECT_THAT(parts_of(hands, 3, 3), ElementsAre(std::pair(0, 3))) << "can be used again";
}

TEST(HelpingHandsTest, WaitForAllThatWasBegunAndPassTheFirstPartsExceptionOn) {
  HelpingHands hands(0);
  const Helpers helpers(hands, 1);
  const std::vector<int> items = numbers(2);
  Meeting both;
  std::atomic<int> ended = 0;
  const auto fail = [&](std::span<const int> part) -> int {
    both.takes_place();
    if (part.front() == 0) std::this_thread::sleep_for(std::chrono::milliseconds(50));
    ++ended;
    throw std::runtime_error("at " + std::to_string(part.front()));
  };
  try {
    [[maybe_unused]] const auto none = hands.in_parts(std::span(items), 1, fail);
    FAIL() << "nothing was thrown";
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "at 0") << "though the other one was earlier";
  }
  EXPECT_EQ(ended, 2);
}

}  // namespace
}  // namespace migrate
