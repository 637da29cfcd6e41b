#include "runtime/connecting.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <vector>

#include "engine/open.hpp"
#include "support/temporary_folder.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::SizeIs;

/// A server that is not up: there is no socket in its folder.
class ConnectingTest : public testing::Test {
 protected:
  TemporaryFolder folder;
  std::unique_ptr<Database> server =
      open_database(EngineKind::postgresql, "host=" + folder.path().string() + " dbname=x", {});
  std::vector<int> tries;
  std::vector<std::chrono::milliseconds> pauses;
  std::stop_source stop;

  Error failure(const ConnectPatience& patience) {
    return thrown_by([&] {
      return connect_within(*server, OpenMode::read_write, patience, stop.get_token(),
                            [&](const Error&, int number, std::chrono::milliseconds pause) {
                              tries.push_back(number);
                              pauses.push_back(pause);
                            });
    });
  }
};

TEST_F(ConnectingTest, TriesOnceByDefault) {
  EXPECT_EQ(failure({}).fault(), Fault::database);
  EXPECT_THAT(tries, SizeIs(0));
}

TEST_F(ConnectingTest, TriesAgainAsOftenAsItIsTold) {
  EXPECT_EQ(failure({2, std::nullopt, 1ms}).fault(), Fault::database);
  EXPECT_THAT(tries, ElementsAre(1, 2));
}

TEST_F(ConnectingTest, PausesLongerEachTimeUpToFiveTimesAsLong) {
  (void)failure({7, std::nullopt, 1ms});
  EXPECT_THAT(pauses, ElementsAre(1ms, 2ms, 3ms, 4ms, 5ms, 5ms, 5ms));
}

TEST_F(ConnectingTest, GivesUpWhenTheTimeIsUp) {
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(failure({std::nullopt, 50ms, 1ms}).fault(), Fault::database);
  EXPECT_GE(std::chrono::steady_clock::now() - start, 50ms);
}

TEST_F(ConnectingTest, NeverPausesLongerThanTheTimeThatIsLeft) {
  (void)failure({std::nullopt, 20ms, 1h});
  ASSERT_THAT(pauses, SizeIs(1));
  EXPECT_LE(pauses.front(), 20ms);
}

TEST_F(ConnectingTest, EndsItsWaitWhenItIsAskedToStop) {
  stop.request_stop();
  EXPECT_EQ(failure({std::nullopt, std::nullopt, 1h}).fault(), Fault::cancelled);
}

TEST_F(ConnectingTest, DoesNotTryAgainWhatCannotPassByItself) {
  server = open_database(EngineKind::sqlite, folder.path().string(), {});
  EXPECT_EQ(failure({std::nullopt, std::nullopt, 1h}).fault(), Fault::database);
  EXPECT_THAT(tries, SizeIs(0));
}

}  // namespace
}  // namespace migrate
