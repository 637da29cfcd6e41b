#include <unistd.h>

#include <thread>

#include "base/this_process.hpp"
#include "engine/conformance.hpp"
#include "support/child_process.hpp"

namespace migrate {
namespace {

/// What every lock must do, whatever it is made of.
class LockConformance : public ::testing::TestWithParam<EngineKind> {
 protected:
  void SetUp() override {
    engine_ = make_engine_under_test(GetParam());
    database_ = engine_->open({});
    table_ = database_->connect(OpenMode::read_only)->read_versions({"", "migrate_version"}).name;
    mine_ = new_lock();
    other_ = new_lock();
  }

  [[nodiscard]] std::unique_ptr<MigrationLock> new_lock() const { return database_->lock(table_); }

  std::unique_ptr<EngineUnderTest> engine_;
  std::unique_ptr<Database> database_;
  TableName table_;
  std::unique_ptr<MigrationLock> mine_;
  std::unique_ptr<MigrationLock> other_;
};

TEST_P(LockConformance, ALockThatNobodyHasIsTaken) { EXPECT_TRUE(mine_->try_acquire()); }

TEST_P(LockConformance, TwoInOneProcessExcludeEachOther) {
  ASSERT_TRUE(mine_->try_acquire());
  EXPECT_FALSE(other_->try_acquire());
}

TEST_P(LockConformance, TwoDatabaseObjectsExcludeEachOther) {
  ASSERT_TRUE(mine_->try_acquire());
  EXPECT_FALSE(engine_->open({})->lock(table_)->try_acquire());
}

TEST_P(LockConformance, TheOwnerMayAskAgain) {
  ASSERT_TRUE(mine_->try_acquire());
  EXPECT_TRUE(mine_->try_acquire());
}

TEST_P(LockConformance, AReleaseLetsTheOtherIn) {
  ASSERT_TRUE(mine_->try_acquire());
  mine_->release();
  EXPECT_TRUE(other_->try_acquire());
}

TEST_P(LockConformance, TheEndOfTheObjectLetsTheOtherIn) {
  ASSERT_TRUE(mine_->try_acquire());
  mine_.reset();
  EXPECT_TRUE(other_->try_acquire());
}

TEST_P(LockConformance, OneThatLostCanTryAgain) {
  ASSERT_TRUE(mine_->try_acquire());
  ASSERT_FALSE(other_->try_acquire());
  mine_->release();
  EXPECT_TRUE(other_->try_acquire());
}

TEST_P(LockConformance, AReleasedLockCanBeTakenAgain) {
  ASSERT_TRUE(mine_->try_acquire());
  mine_->release();
  EXPECT_TRUE(mine_->try_acquire());
}

TEST_P(LockConformance, OneThatWasNeverTakenFreesNothing) {
  ASSERT_TRUE(mine_->try_acquire());
  other_->release();
  EXPECT_FALSE(other_->try_acquire());
}

TEST_P(LockConformance, TheDatabaseCanBeChangedMeanwhile) {
  ASSERT_TRUE(mine_->try_acquire());
  engine_->raw("CREATE TABLE t (x INTEGER)");
  EXPECT_EQ(engine_->raw("SELECT count(*) FROM t"), "0");
}

TEST_P(LockConformance, AnotherProcessIsKeptOut) {
  const Pipe taken;
  const Child holder([&] {
    const auto lock = new_lock();
    taken.send(lock->try_acquire() ? '1' : '0');
    pause();
  });
  ASSERT_EQ(taken.receive(), '1');
  EXPECT_FALSE(mine_->try_acquire());
}

TEST_P(LockConformance, AKilledOwnerLeavesItFree) {
  const Pipe taken;
  Child owner([&] {
    const auto lock = new_lock();
    taken.send(lock->try_acquire() ? '1' : '0');
    pause();
  });
  ASSERT_EQ(taken.receive(), '1');
  owner.kill_now();
  // A server needs a moment to see that its client is gone; CTest's timeout ends a wait without
  // end.
  while (!mine_->try_acquire()) std::this_thread::yield();
}

TEST_P(LockConformance, AChildOfTheOwnerThatLivesOnDoesNotKeepIt) {
  ASSERT_TRUE(mine_->try_acquire());
  const Child child([] { pause(); });
  mine_->release();
  EXPECT_TRUE(other_->try_acquire());
}

TEST_P(LockConformance, AChildOfTheOwnerCannotFreeIt) {
  ASSERT_TRUE(mine_->try_acquire());
  Child child([&] {
    mine_->release();
    mine_.reset();
  });
  child.join();
  EXPECT_FALSE(other_->try_acquire());
}

TEST_P(LockConformance, AnOwnerWhoseChildIsGoneCanReleaseIt) {
  ASSERT_TRUE(mine_->try_acquire());
  Child child([&] { mine_.reset(); });
  child.join();
  mine_->release();
  EXPECT_TRUE(other_->try_acquire());
}

TEST_P(LockConformance, AChildOfTheOwnerIsKeptOut) {
  ASSERT_TRUE(mine_->try_acquire());
  const Pipe answer;
  Child child([&] { answer.send(new_lock()->try_acquire() ? '1' : '0'); });
  EXPECT_EQ(answer.receive(), '0');
}

TEST_P(LockConformance, AnotherVersionTableHasALockOfItsOwnWhereTheEngineSaysSo) {
  ASSERT_TRUE(mine_->try_acquire());
  const auto lock = database_->lock({table_.schema, "other_version"});
  EXPECT_EQ(lock->try_acquire(), engine_->has_lock_for_each_table());
}

TEST_P(LockConformance, AFreeLockHasNoHolder) { EXPECT_FALSE(mine_->holder()); }

TEST_P(LockConformance, AReleasedLockHasNoHolder) {
  ASSERT_TRUE(mine_->try_acquire());
  mine_->release();
  EXPECT_FALSE(other_->holder());
}

TEST_P(LockConformance, TheHolderIsNamedByProcessAndHost) {
  ASSERT_TRUE(mine_->try_acquire());
  const auto holder = other_->holder();
  ASSERT_TRUE(holder);
  EXPECT_EQ(holder->process, process_number());
  EXPECT_EQ(holder->host, host_name());
}

TEST_P(LockConformance, TheHolderIsNamedByUserAndTime) {
  ASSERT_TRUE(mine_->try_acquire());
  const auto holder = other_->holder();
  ASSERT_TRUE(holder);
  EXPECT_NE(holder->user, "");
  EXPECT_THAT(holder->since, ::testing::MatchesRegex("20[0-9][0-9]-[01][0-9]-[0-3][0-9] "
                                                     "[0-2][0-9]:[0-5][0-9]:[0-6][0-9]"));
}

TEST_P(LockConformance, AHolderThatLivesIsNoOrphan) {
  ASSERT_TRUE(mine_->try_acquire());
  const auto holder = other_->holder();
  ASSERT_TRUE(holder);
  EXPECT_EQ(holder->orphan, "");
}

TEST_P(LockConformance, TheHolderIsToldOfItself) {
  ASSERT_TRUE(mine_->try_acquire());
  const auto holder = mine_->holder();
  ASSERT_TRUE(holder);
  EXPECT_EQ(holder->process, process_number());
}

TEST_P(LockConformance, AHolderThatAskedWhoHoldsItStillHoldsIt) {
  ASSERT_TRUE(mine_->try_acquire());
  static_cast<void>(mine_->holder());
  EXPECT_FALSE(other_->try_acquire());
}

TEST_P(LockConformance, ToAskForTheHolderTakesNothing) {
  ASSERT_FALSE(other_->holder());
  EXPECT_TRUE(mine_->try_acquire());
}

TEST_P(LockConformance, AHolderInAnotherProcessIsNamed) {
  const Pipe taken;
  const Child child([&] {
    const auto lock = new_lock();
    taken.send(lock->try_acquire() ? '1' : '0');
    pause();
  });
  ASSERT_EQ(taken.receive(), '1');
  const auto holder = mine_->holder();
  ASSERT_TRUE(holder);
  EXPECT_EQ(holder->process, child.process());
}

TEST_P(LockConformance, OneThatTriedInVainNamesTheHolder) {
  ASSERT_TRUE(mine_->try_acquire());
  ASSERT_FALSE(other_->try_acquire());
  const auto holder = other_->holder();
  ASSERT_TRUE(holder);
  EXPECT_EQ(holder->process, process_number());
}

TEST_P(LockConformance, AKilledHolderIsSoonForgotten) {
  const Pipe taken;
  Child child([&] {
    const auto lock = new_lock();
    taken.send(lock->try_acquire() ? '1' : '0');
    pause();
  });
  ASSERT_EQ(taken.receive(), '1');
  child.kill_now();
  while (mine_->holder()) std::this_thread::yield();  // a server needs a moment; CTest ends it
  EXPECT_TRUE(mine_->try_acquire());
}

TEST_P(LockConformance, AChildOfTheHolderNamesItsParent) {
  ASSERT_TRUE(mine_->try_acquire());
  const Pipe answer;
  Child child([&] {
    const auto holder = mine_->holder();
    answer.send(holder && holder->process == std::to_string(getppid()) ? '1' : '0');
  });
  EXPECT_EQ(answer.receive(), '1');
  child.join();
  EXPECT_FALSE(other_->try_acquire());
}

TEST_P(LockConformance, ARunWithoutAStatementHasNoBlockers) {
  ASSERT_TRUE(mine_->try_acquire());
  EXPECT_TRUE(mine_->owners_statement().blockers.empty());
}

INSTANTIATE_TEST_SUITE_P(Engines, LockConformance, ::testing::ValuesIn(engines_to_test()),
                         engine_name);

}  // namespace
}  // namespace migrate
