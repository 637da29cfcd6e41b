#include "engine/sqlite/sqlite_lock.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <string>
#include <string_view>
#include <utility>

#include <sqlite3.h>

#include "engine/raw_sqlite.hpp"
#include "engine/sqlite/sqlite_database.hpp"
#include "support/child_process.hpp"
#include "support/temporary_folder.hpp"
#include "support/without_root.hpp"

namespace migrate {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;

/// Holds a child up behind the first COMMIT that it runs on a database, once.
class Pause {
 public:
  void at_next_commit() const {
    running_ = this;
    sqlite3_auto_extension(reinterpret_cast<void (*)()>(&Pause::listen_to));
  }
  void wait_until_there() const { static_cast<void>(there_.receive()); }
  void end() const { over_.send('.'); }

 private:
  inline static const Pause* running_ = nullptr;
  Pipe there_;
  Pipe over_;

  static int listen_to(sqlite3* db, const char**, const void*) {
    return sqlite3_trace_v2(db, SQLITE_TRACE_PROFILE, &Pause::after_statement, nullptr);
  }

  static int after_statement(unsigned, void*, void* statement, void*) {
    const char* sql = sqlite3_sql(static_cast<sqlite3_stmt*>(statement));
    if (running_ == nullptr || sql == nullptr || std::string_view(sql) != "COMMIT") return 0;
    const Pause* pause = std::exchange(running_, nullptr);
    pause->there_.send('.');
    static_cast<void>(pause->over_.receive());
    return 0;
  }
};

class SqliteLockTest : public ::testing::Test {
 protected:
  TemporaryFolder folder_;
  std::string file_ = folder_.file("app.db");

  static std::unique_ptr<MigrationLock> lock_of(const std::string& path) {
    return open_sqlite(path, {})->lock({"main", "migrate_version"});
  }

  /// What is said when the lock cannot be asked for; "" when it can.
  static std::string complaint(const std::string& path) {
    try {
      static_cast<void>(lock_of(path)->try_acquire());
      return "";
    } catch (const Error& error) {
      return std::string(error.what()) + " | " + error.hint();
    }
  }
};

TEST_F(SqliteLockTest, MakesNoDatabase) {
  ASSERT_TRUE(lock_of(file_)->try_acquire());
  EXPECT_FALSE(fs::exists(file_));
}

TEST_F(SqliteLockTest, LeavesItsFileThere) {
  ASSERT_TRUE(lock_of(file_)->try_acquire());
  EXPECT_TRUE(fs::exists(file_ + "-migrate"));
}

TEST_F(SqliteLockTest, TouchesNothingBeforeItIsAskedFor) {
  static_cast<void>(lock_of(file_));
  EXPECT_FALSE(fs::exists(file_ + "-migrate"));
}

TEST_F(SqliteLockTest, KeepsOutWhoComesByALink) {
  fs::create_symlink("app.db", folder_.file("link"));
  const auto lock = lock_of(file_);
  ASSERT_TRUE(lock->try_acquire());
  EXPECT_FALSE(lock_of(folder_.file("link"))->try_acquire());
}

TEST_F(SqliteLockTest, LeavesTheDatabaseFreeForVacuumAndItsJournalMode) {
  const auto lock = lock_of(file_);
  ASSERT_TRUE(lock->try_acquire());
  RawSqlite database(file_);
  ASSERT_TRUE(database.run("CREATE TABLE t (x); VACUUM"));
  EXPECT_EQ(database.value("PRAGMA journal_mode = WAL"), "wal");
}

TEST_F(SqliteLockTest, LetsEveryoneIntoADatabaseInMemory) {
  const auto database = open_sqlite(":memory:", {});
  const auto one = database->lock({"main", "v"});
  const auto two = database->lock({"main", "v"});
  EXPECT_TRUE(one->try_acquire() && two->try_acquire());
}

TEST_F(SqliteLockTest, SaysWhatItsFileIsForWhenTheFolderCannotBeWritten) {
  fs::permissions(folder_.path(), fs::perms::owner_read | fs::perms::others_read |
                                      fs::perms::owner_exec | fs::perms::others_exec);
  EXPECT_THAT(without_root([&] { return complaint(file_); }),
              AllOf(HasSubstr("cannot lock the database"), HasSubstr("app.db-migrate"),
                    HasSubstr("Permission denied")));
}

TEST_F(SqliteLockTest, LocksNothingByAFileThatCannotBeWritten) {
  std::ofstream(file_ + "-migrate").flush();
  fs::permissions(folder_.path(), fs::perms::owner_all | fs::perms::others_all);
  fs::permissions(file_ + "-migrate", fs::perms::owner_read | fs::perms::others_read);
  EXPECT_THAT(without_root([&] { return complaint(file_); }), HasSubstr("cannot be written"));
}

TEST_F(SqliteLockTest, SaysWhenItsFileIsSomethingElse) {
  std::ofstream(file_ + "-migrate") << std::string(5000, 'x');
  EXPECT_THAT(complaint(file_), HasSubstr("app.db-migrate is not an SQLite database"));
}

TEST_F(SqliteLockTest, NamesWhoHoldsIt) {
  const auto lock = lock_of(file_);
  ASSERT_TRUE(lock->try_acquire());
  const auto holder = lock_of(file_)->holder();
  ASSERT_TRUE(holder);
  EXPECT_EQ(holder->process, std::to_string(getpid()));
  EXPECT_NE(holder->host + "/" + holder->user, "/");
  EXPECT_THAT(holder->since, MatchesRegex("20..-..-.. ..:..:.."));
}

TEST_F(SqliteLockTest, NamesWhoHoldsItWhenAnotherSignedInBetween) {
  ASSERT_TRUE(lock_of(file_)->try_acquire());
  const Pause first_pause;
  const Pause second_pause;
  const Pipe answer;
  Child first([&] {
    first_pause.at_next_commit();
    const auto lock = lock_of(file_);
    const bool held = lock->try_acquire();
    const auto holder = lock_of(file_)->holder();
    answer.send(held && holder && holder->process == std::to_string(getpid()) ? 'y' : 'n');
  });
  first_pause.wait_until_there();
  Child second([&] {
    second_pause.at_next_commit();
    static_cast<void>(lock_of(file_)->try_acquire());
  });
  second_pause.wait_until_there();
  first_pause.end();
  EXPECT_EQ(answer.receive(), 'y');
}

TEST_F(SqliteLockTest, NamesNobodyOnceItIsFree) {
  const auto lock = lock_of(file_);
  ASSERT_TRUE(lock->try_acquire());
  lock->release();
  EXPECT_FALSE(lock_of(file_)->holder());
}

TEST_F(SqliteLockTest, NamesNobodyAndMakesNoFileBeforeItWasEverTaken) {
  EXPECT_FALSE(lock_of(file_)->holder());
  EXPECT_FALSE(fs::exists(file_ + "-migrate"));
}

TEST_F(SqliteLockTest, TakesNothingToSeeWhoHoldsIt) {
  const auto lock = lock_of(file_);
  ASSERT_TRUE(lock->try_acquire());
  static_cast<void>(lock_of(file_)->holder());
  EXPECT_FALSE(lock_of(file_)->try_acquire());
  lock->release();
  static_cast<void>(lock_of(file_)->holder());
  EXPECT_TRUE(lock_of(file_)->try_acquire());
}

TEST_F(SqliteLockTest, NamesTheHolderToAReaderWhoMayNotWrite) {
  const auto lock = lock_of(file_);
  ASSERT_TRUE(lock->try_acquire());
  fs::permissions(file_ + "-migrate", fs::perms::owner_read | fs::perms::others_read);
  fs::permissions(folder_.path(), fs::perms::owner_read | fs::perms::others_read |
                                      fs::perms::owner_exec | fs::perms::others_exec);
  const std::string answer = without_root([&] {
    const auto holder = lock_of(file_)->holder();
    return holder ? "process " + holder->process : std::string("nobody");
  });
  EXPECT_EQ(answer, "process " + std::to_string(getpid()));
}

TEST_F(SqliteLockTest, HoldsWithoutANameWhileAReaderWillNotGoAway) {
  ASSERT_TRUE(lock_of(file_)->try_acquire());
  RawSqlite reader(file_ + "-migrate");
  reader.value("BEGIN; SELECT count(*) FROM owner");
  const auto lock = lock_of(file_);
  ASSERT_TRUE(lock->try_acquire());
  EXPECT_FALSE(lock_of(file_)->try_acquire());
  const auto holder = lock_of(file_)->holder();
  ASSERT_TRUE(holder);
  EXPECT_EQ(holder->process, "");
}

TEST_F(SqliteLockTest, NamesNobodyForALockOfAnEarlierVersion) {
  RawSqlite earlier(file_ + "-migrate");
  ASSERT_TRUE(earlier.run("BEGIN EXCLUSIVE"));
  EXPECT_FALSE(lock_of(file_)->try_acquire());
  const auto holder = lock_of(file_)->holder();
  ASSERT_TRUE(holder);
  EXPECT_EQ(holder->process, "");
}

TEST_F(SqliteLockTest, KeepsAnEarlierVersionOut) {
  const auto lock = lock_of(file_);
  ASSERT_TRUE(lock->try_acquire());
  EXPECT_FALSE(RawSqlite(file_ + "-migrate").run("BEGIN EXCLUSIVE"));
}

TEST_F(SqliteLockTest, SurvivesAnOwnerThatWasKilledWhileItWroteItsName) {
  ASSERT_TRUE(lock_of(file_)->try_acquire());
  const pid_t child = fork();
  if (child == 0) {
    RawSqlite half(file_ + "-migrate");
    half.run(
        "PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN IMMEDIATE;"
        "UPDATE owner SET pid = 'half';"
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)"
        " INSERT INTO owner SELECT hex(zeroblob(1000)), '', '', '' FROM n");
    _exit(0);
  }
  waitpid(child, nullptr, 0);
  ASSERT_TRUE(fs::exists(file_ + "-migrate-journal"));
  EXPECT_FALSE(lock_of(file_)->holder());
  const auto lock = lock_of(file_);
  ASSERT_TRUE(lock->try_acquire());
  EXPECT_EQ(lock_of(file_)->holder()->process, std::to_string(getpid()));
}

}  // namespace
}  // namespace migrate
