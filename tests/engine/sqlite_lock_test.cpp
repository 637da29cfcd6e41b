#include "engine/sqlite/sqlite_lock.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "engine/raw_sqlite.hpp"
#include "engine/sqlite/sqlite_database.hpp"
#include "support/temporary_folder.hpp"
#include "support/without_root.hpp"

namespace migrate {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;

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

}  // namespace
}  // namespace migrate
