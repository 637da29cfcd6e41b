#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <functional>
#include <thread>

#include "engine/conformance.hpp"

namespace migrate {
namespace {

class Pipe {
 public:
  Pipe() {
    if (pipe(ends_.data()) != 0) throw std::runtime_error("pipe failed");
  }
  ~Pipe() {
    close(ends_[0]);
    close(ends_[1]);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  void send(char byte) const { EXPECT_EQ(write(ends_[1], &byte, 1), 1); }
  [[nodiscard]] char receive() const {
    char byte = '\0';
    return read(ends_[0], &byte, 1) == 1 ? byte : '\0';
  }

 private:
  std::array<int, 2> ends_{};
};

/// A forked copy of this process that runs `body` and goes without cleaning up.
class Child {
 public:
  explicit Child(const std::function<void()>& body) : pid_(fork()) {
    if (pid_ != 0) return;
    body();
    _exit(0);
  }
  ~Child() {
    if (pid_ > 0) kill_now();
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  void kill_now() {
    kill(pid_, SIGKILL);
    join();
  }
  void join() {
    waitpid(pid_, nullptr, 0);
    pid_ = -1;
  }

 private:
  pid_t pid_;
};

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

INSTANTIATE_TEST_SUITE_P(Engines, LockConformance, ::testing::ValuesIn(engines_to_test()),
                         engine_name);

}  // namespace
}  // namespace migrate
