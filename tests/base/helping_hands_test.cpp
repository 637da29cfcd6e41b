#include "base/helping_hands.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <latch>
#include <numeric>
#include <set>
#include <span>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

namespace migrate {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

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

TEST(HelpingHandsTest, DoEveryPartOnceOnThreadsOfTheirOwnToo) {
  HelpingHands hands(3);
  const std::vector<int> items = numbers(1000);
  std::vector<std::atomic<int>> seen(items.size());
  const auto count = [&](std::span<const int> part) {
    for (const int item : part) ++seen[static_cast<std::size_t>(item)];
    return part.size();
  };
  const std::vector<std::size_t> sizes = hands.in_parts(std::span(items), 10, count);
  EXPECT_EQ(std::accumulate(sizes.begin(), sizes.end(), std::size_t{0}), items.size());
  EXPECT_TRUE(std::ranges::all_of(seen, [](const auto& times) { return times == 1; }));
}

TEST(HelpingHandsTest, HaveWhoWaitsTakeParts) {
  HelpingHands hands(0);
  const std::future<void> helper = std::async(std::launch::async, [&] { hands.help(); });
  const std::vector<int> items = numbers(2);
  std::latch both(2);  // no part ends before the other one has begun: two threads do them
  const auto work = [&](std::span<const int>) {
    both.arrive_and_wait();
    return std::this_thread::get_id();
  };
  const std::vector<std::thread::id> by = hands.in_parts(std::span(items), 1, work);
  EXPECT_THAT(std::set(by.begin(), by.end()), SizeIs(2));
  hands.close();
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

TEST(HelpingHandsTest, WaitForAPartThatAHelperStillDoesWhenAnotherFailed) {
  HelpingHands hands(0);
  const std::future<void> helper = std::async(std::launch::async, [&] { hands.help(); });
  const std::vector<int> items = numbers(2);
  std::latch both(2);
  std::atomic<bool> failed = false;
  std::atomic<bool> ended = false;
  const auto work = [&](std::span<const int>) -> int {
    both.arrive_and_wait();
    if (!failed.exchange(true)) throw std::runtime_error("one");
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    ended = true;
    return 0;
  };
  EXPECT_THROW(static_cast<void>(hands.in_parts(std::span(items), 1, work)), std::runtime_error);
  EXPECT_TRUE(ended);
  hands.close();
}

}  // namespace
}  // namespace migrate
