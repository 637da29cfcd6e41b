#include "runtime/read_ahead.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <span>
#include <stdexcept>
#include <stop_token>
#include <thread>
#include <vector>

namespace migrate {
namespace {

TEST(ReadAheadTest, HasDoneItsWorkWhenItWasWaitedFor) {
  ReadAhead ahead({});
  bool done = false;
  ahead.start([&](HelpingHands&) { done = true; });
  ahead.wait();
  EXPECT_TRUE(done);
  EXPECT_FALSE(ahead.stop().stop_requested());
}

TEST(ReadAheadTest, IsHelpedByWhoWaits) {
  ReadAhead ahead({});
  const std::vector<int> items(100);
  std::atomic<bool> was_helped = false;
  const auto here = std::this_thread::get_id();
  ahead.start([&](HelpingHands& hands) {
    static_cast<void>(hands.in_parts(std::span(items), 1, [&](std::span<const int>) {
      was_helped = was_helped || std::this_thread::get_id() == here;
      if (!was_helped) std::this_thread::sleep_for(std::chrono::milliseconds(50));
      return 0;
    }));
  });
  ahead.wait();
  EXPECT_TRUE(was_helped);
}

TEST(ReadAheadTest, ThrowsWhereItsWorkFailsOnTheThreadThatHelps) {
  ReadAhead ahead({});
  const std::vector<int> items(100);
  const auto here = std::this_thread::get_id();
  ahead.start([&](HelpingHands& hands) {
    static_cast<void>(hands.in_parts(std::span(items), 1, [&](std::span<const int>) -> int {
      if (std::this_thread::get_id() == here) throw std::runtime_error("while it helped");
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      return 0;
    }));
  });
  EXPECT_THROW(ahead.wait(), std::runtime_error);
  EXPECT_TRUE(ahead.stop().stop_requested());
}

TEST(ReadAheadTest, HasNothingToWaitForBeforeItBegins) { EXPECT_NO_THROW(ReadAhead({}).wait()); }

TEST(ReadAheadTest, StopsWhatGoesOnBesideItWhenItFails) {
  ReadAhead ahead({});
  ahead.start([](HelpingHands&) { throw std::runtime_error("no such file"); });
  EXPECT_THROW(ahead.wait(), std::runtime_error);
  EXPECT_TRUE(ahead.stop().stop_requested());
  EXPECT_THROW(ahead.wait(), std::runtime_error) << "says so each time";
}

TEST(ReadAheadTest, PassesTheStopOfTheWholeOn) {
  std::stop_source whole;
  const ReadAhead ahead(whole.get_token());
  EXPECT_FALSE(ahead.stop().stop_requested());
  whole.request_stop();
  EXPECT_TRUE(ahead.stop().stop_requested());
}

}  // namespace
}  // namespace migrate
