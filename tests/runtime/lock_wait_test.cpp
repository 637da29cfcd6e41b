#include "runtime/lock_wait.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

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
using testing::HasSubstr;
using testing::StartsWith;

/// Two locks on one SQLite file, as two instances would have them.
class LockWaitTest : public testing::Test {
 protected:
  TemporaryFolder folder;
  std::unique_ptr<Database> database =
      open_database(EngineKind::sqlite, (folder.path() / "app.db").string(), {});
  std::unique_ptr<MigrationLock> mine = database->lock({"main", "migrate_version"});
  std::unique_ptr<MigrationLock> theirs = database->lock({"main", "migrate_version"});
  Recorder recorder;
};

TEST_F(LockWaitTest, TakesAFreeLockWithoutAWord) {
  wait_for_lock(*mine, 0ms, {}, recorder);

  EXPECT_FALSE(theirs->try_acquire());
  EXPECT_TRUE(recorder.events.empty());
}

TEST_F(LockWaitTest, GivesUpAtOnceWhenTheLimitIsZero) {
  ASSERT_TRUE(theirs->try_acquire());

  const Error error = thrown_by([&] { wait_for_lock(*mine, 0ms, {}, recorder); });

  EXPECT_EQ(error.fault(), Fault::locked);
  EXPECT_THAT(error.what(), StartsWith("another instance"));
}

TEST_F(LockWaitTest, GoesOnWhenTheOtherInstanceLetsGo) {
  ASSERT_TRUE(theirs->try_acquire());

  class Releaser : public Recorder {
   public:
    explicit Releaser(MigrationLock& lock) : lock_(lock) {}
    void waiting_for_lock(const LockWait&) override {
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

TEST_F(LockWaitTest, EndsItsWaitWhenItIsAskedToStop) {
  ASSERT_TRUE(theirs->try_acquire());
  std::stop_source stop;
  stop.request_stop();

  const Error error = thrown_by([&] { wait_for_lock(*mine, 1h, stop.get_token(), recorder); });

  EXPECT_EQ(error.fault(), Fault::cancelled);
}

TEST_F(LockWaitTest, NamesWhoHeldTheLockTooLong) {
  ASSERT_TRUE(theirs->try_acquire());

  const Error error = thrown_by([&] { wait_for_lock(*mine, 30ms, {}, recorder); });

  EXPECT_THAT(error.what(), HasSubstr("pid " + std::to_string(getpid())));
  EXPECT_THAT(error.what(), HasSubstr("still was after 30 ms"));
}

/// Never free, and counts how often it is asked who has it.
class HeldLock : public MigrationLock {
 public:
  explicit HeldLock(std::optional<LockHolder> holder = std::nullopt) : holder_(std::move(holder)) {}

  bool try_acquire() override {
    ++tries;
    return false;
  }
  void release() noexcept override {}
  std::optional<LockHolder> holder() override {
    ++questions;
    return holder_;
  }

  int tries = 0;
  int questions = 0;

 private:
  std::optional<LockHolder> holder_;
};

TEST_F(LockWaitTest, AsksWhoHoldsTheLockOnlyWhenItTells) {
  HeldLock lock;

  EXPECT_THROW(wait_for_lock(lock, 400ms, {}, recorder), Error);

  EXPECT_GT(lock.tries, 3);
  EXPECT_EQ(lock.questions, 2);  // for the observer, and for the error
}

TEST_F(LockWaitTest, SaysThatTheServerStillRunsAStatementOfADeadInstance) {
  LockHolder dead;
  dead.process = "4711";
  dead.orphan = "CREATE TABLE t (x int)";
  HeldLock lock(dead);

  const Error error = thrown_by([&] { wait_for_lock(lock, 0ms, {}, recorder); });

  EXPECT_THAT(error.what(), HasSubstr("has died: CREATE TABLE t (x int)"));
  EXPECT_THAT(error.hint(), HasSubstr("pid 4711"));
}

}  // namespace
}  // namespace migrate
