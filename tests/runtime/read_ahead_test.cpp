#include "runtime/read_ahead.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <stop_token>

namespace migrate {
namespace {

TEST(ReadAheadTest, HasDoneItsWorkWhenItWasWaitedFor) {
  ReadAhead ahead({});
  bool done = false;
  ahead.start([&] { done = true; });
  ahead.wait();
  EXPECT_TRUE(done);
  EXPECT_FALSE(ahead.stop().stop_requested());
}

TEST(ReadAheadTest, HasNothingToWaitForBeforeItBegins) { EXPECT_NO_THROW(ReadAhead({}).wait()); }

TEST(ReadAheadTest, StopsWhatGoesOnBesideItWhenItFails) {
  ReadAhead ahead({});
  ahead.start([] { throw std::runtime_error("no such file"); });
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
