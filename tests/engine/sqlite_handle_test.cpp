#include "engine/sqlite/sqlite_handle.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/raw_sqlite.hpp"
#include "support/temporary_folder.hpp"

namespace migrate {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class SqliteHandleTest : public ::testing::Test {
 protected:
  TemporaryFolder folder_;
  std::string file_ = folder_.file("app.db");
  SqliteHandleSettings impatient_{SqliteAccess::create, {}, std::chrono::milliseconds(0)};

  static Error failure_of(SqliteHandle& handle, const std::string& sql) {
    try {
      handle.execute(sql);
    } catch (const Error& error) {
      return error;
    }
    throw std::logic_error("no error was thrown by " + sql);
  }
};

TEST_F(SqliteHandleTest, GivesNullAsNothing) {
  SqliteHandle handle(file_, impatient_);
  EXPECT_THAT(handle.query("SELECT NULL, 'a', 1"), ElementsAre(Row{std::nullopt, "a", "1"}));
}

TEST_F(SqliteHandleTest, SaysThatAnotherProcessHoldsTheDatabase) {
  RawSqlite other(file_);
  ASSERT_TRUE(other.run("BEGIN EXCLUSIVE"));
  SqliteHandle handle(file_, impatient_);
  const Error error = failure_of(handle, "BEGIN IMMEDIATE");
  EXPECT_THAT(error.what(), HasSubstr("another process holds the database " + file_));
}

TEST_F(SqliteHandleTest, SaysHowLongItWaitedForTheOther) {
  RawSqlite other(file_);
  ASSERT_TRUE(other.run("BEGIN EXCLUSIVE"));
  SqliteHandle handle(file_, {SqliteAccess::create, {}, std::chrono::milliseconds(30)});
  const Error error = failure_of(handle, "BEGIN IMMEDIATE");
  EXPECT_THAT(error.what(), HasSubstr(" ms for it)"));
  EXPECT_THAT(error.hint(), HasSubstr("busy_timeout"));
}

TEST_F(SqliteHandleTest, SaysNothingOfTheWaitOfAnEarlierStatement) {
  SqliteHandle handle(file_, {SqliteAccess::create, {}, std::chrono::milliseconds(30)});
  RawSqlite other(file_);
  ASSERT_TRUE(other.run("BEGIN EXCLUSIVE"));
  static_cast<void>(failure_of(handle, "BEGIN IMMEDIATE"));
  ASSERT_TRUE(other.run("COMMIT"));
  EXPECT_THAT(failure_of(handle, "SELECT nope").what(), Not(HasSubstr("waited")));
}

TEST_F(SqliteHandleTest, GivesUpWaitingWhenStopped) {
  RawSqlite other(file_);
  ASSERT_TRUE(other.run("BEGIN EXCLUSIVE"));
  std::stop_source source;
  SqliteHandle handle(file_, {SqliteAccess::create, source.get_token(), std::chrono::hours(1)});
  source.request_stop();
  EXPECT_EQ(failure_of(handle, "BEGIN IMMEDIATE").fault(), Fault::cancelled);
}

TEST_F(SqliteHandleTest, RollsBackEvenWhenStopped) {
  std::stop_source source;
  SqliteHandle handle(file_, {SqliteAccess::create, source.get_token()});
  handle.execute("BEGIN IMMEDIATE");
  handle.execute("CREATE TABLE t (x)");
  source.request_stop();
  handle.roll_back();
  EXPECT_FALSE(handle.in_transaction());
}

/// Stops a statement before its `at`-th instruction.
struct StopAt {
  int at;
  std::stop_source source = {};

  static int count_down(void* self) {
    auto& stop = *static_cast<StopAt*>(self);
    if (--stop.at == 0) stop.source.request_stop();
    return 0;
  }
};

TEST_F(SqliteHandleTest, AStopWithinAnAlterTableIsNoFailureOfTheStatement) {
  const auto renamed_until = [](int instruction) {
    StopAt stop{instruction};
    SqliteHandle handle(":memory:", {SqliteAccess::create, stop.source.get_token()});
    handle.execute("CREATE TABLE one (x)");
    handle.execute("CREATE TABLE two (x)");
    sqlite3_progress_handler(handle.get(), 1, StopAt::count_down, &stop);
    try {
      handle.execute("ALTER TABLE one RENAME TO three");
      return true;
    } catch (const Error& error) {
      EXPECT_EQ(error.fault(), Fault::cancelled) << instruction << ": " << error.what();
      return false;
    }
  };
  int instruction = 1;
  while (!renamed_until(instruction)) ++instruction;
  EXPECT_GT(instruction, 100);
}

TEST_F(SqliteHandleTest, NamesAFileThatCannotBeOpened) {
  try {
    const SqliteHandle handle(folder_.file("missing.db"), {SqliteAccess::read_write, {}});
    FAIL() << "it was opened";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("missing.db: No such file"));
  }
}

TEST_F(SqliteHandleTest, CannotBeUsedInAForkedChild) {
  SqliteHandle handle(file_, impatient_);
  const pid_t child = fork();
  if (child == 0) {
    try {
      handle.execute("SELECT 1");
      _exit(1);
    } catch (const Error&) {
      _exit(0);
    }
  }
  int status = -1;
  waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
}

TEST_F(SqliteHandleTest, ATransactionWithoutACommitLeavesNothing) {
  SqliteHandle handle(file_, impatient_);
  {
    const SqliteTransaction transaction(handle);
    handle.execute("CREATE TABLE t (x)");
  }
  EXPECT_THAT(handle.query("SELECT count(*) FROM sqlite_master"), ElementsAre(Row{"0"}));
}

}  // namespace
}  // namespace migrate
