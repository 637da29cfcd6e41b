#include "runtime/read_ahead.hpp"

#include <gtest/gtest.h>

#include <latch>
#include <span>
#include <stdexcept>
#include <stop_token>
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
  const std::vector<int> items(2);
  std::latch both(2);  // no part ends before the other one has begun: two threads do them
  ahead.start([&](HelpingHands& hands) {
    static_cast<void>(hands.in_parts(std::span(items), 1, [&](std::span<const int>) {
      both.arrive_and_wait();
      return 0;
    }));
  });
  ahead.wait();
  EXPECT_TRUE(both.try_wait());
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
