#include "runtime/lock_wait.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <stop_token>

#include "engine/open.hpp"
#include "support/recorder.hpp"
#include "support/temporary_folder.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

/// Two locks on one SQLite file, as two instances would have them.
class LockWait : public testing::Test {
 protected:
  TemporaryFolder folder;
  std::unique_ptr<Database> database =
      open_database(EngineKind::sqlite, (folder.path() / "app.db").string(), {});
  std::unique_ptr<MigrationLock> mine = database->lock({"main", "migrate_version"});
  std::unique_ptr<MigrationLock> theirs = database->lock({"main", "migrate_version"});
  Recorder recorder;
};

TEST_F(LockWait, TakesAFreeLockWithoutAWord) {
  wait_for_lock(*mine, 0ms, {}, recorder);

  EXPECT_FALSE(theirs->try_acquire());
  EXPECT_TRUE(recorder.events.empty());
}

TEST_F(LockWait, GivesUpAtOnceWhenTheLimitIsZero) {
  ASSERT_TRUE(theirs->try_acquire());

  const Error error = thrown_by([&] { wait_for_lock(*mine, 0ms, {}, recorder); });

  EXPECT_EQ(error.fault(), Fault::locked);
  EXPECT_STREQ(error.what(), "another instance is migrating this database");
}

TEST_F(LockWait, GoesOnWhenTheOtherInstanceLetsGo) {
  ASSERT_TRUE(theirs->try_acquire());

  class Releaser : public Recorder {
   public:
    explicit Releaser(MigrationLock& lock) : lock_(lock) {}
    void waiting_for_lock(std::chrono::milliseconds, std::chrono::milliseconds) override {
      events.push_back("waiting");
      lock_.release();
    }

   private:
    MigrationLock& lock_;
  } releaser(*theirs);
  wait_for_lock(*mine, 1h, {}, releaser);

  EXPECT_THAT(releaser.events, ElementsAre("waiting"));
  EXPECT_FALSE(theirs->try_acquire());
}

TEST_F(LockWait, EndsItsWaitWhenItIsAskedToStop) {
  ASSERT_TRUE(theirs->try_acquire());
  std::stop_source stop;
  stop.request_stop();

  const Error error = thrown_by([&] { wait_for_lock(*mine, 1h, stop.get_token(), recorder); });

  EXPECT_EQ(error.fault(), Fault::cancelled);
}

}  // namespace
}  // namespace migrate
