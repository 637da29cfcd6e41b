#include "engine/sqlite/sqlite_open.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include "engine/raw_sqlite.hpp"
#include "engine/sqlite/sqlite_database.hpp"
#include "support/temporary_folder.hpp"
#include "support/without_root.hpp"

namespace migrate {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// A database with one table `t` of one row, 'whole'.
class SqliteOpen : public ::testing::Test {
 protected:
  SqliteOpen() { RawSqlite(file_).value("CREATE TABLE t (x); INSERT INTO t VALUES ('whole')"); }

  TemporaryFolder folder_;
  std::string file_ = folder_.file("app.db");

  /// Leaves what a process leaves that dies while it writes: half of its pages and a hot journal.
  void crash_while_writing() const {
    const pid_t child = fork();
    if (child == 0) {
      RawSqlite database(file_);
      database.run(
          "PRAGMA cache_size = 1; BEGIN; UPDATE t SET x = 'half';"
          "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)"
          " INSERT INTO t SELECT zeroblob(1000) FROM n");
      _exit(0);
    }
    waitpid(child, nullptr, 0);
  }

  static std::string complaint(const std::string& file, OpenMode mode) {
    try {
      auto handle = open_existing(file, mode, {});
      return "none: " + handle->query("SELECT min(x) FROM t")[0][0].value_or("");
    } catch (const Error& error) {
      return std::string(error.what()) + " | " + error.hint() + " | " + error.code();
    }
  }

  void permit(const fs::path& path, fs::perms perms) const { fs::permissions(path, perms); }
};

constexpr fs::perms kReadFolder =
    fs::perms::owner_read | fs::perms::owner_exec | fs::perms::others_read | fs::perms::others_exec;
constexpr fs::perms kReadFile = fs::perms::owner_read | fs::perms::others_read;

TEST_F(SqliteOpen, ReadsADatabaseThatACrashLeftHalfWritten) {
  crash_while_writing();
  ASSERT_TRUE(fs::exists(file_ + "-journal"));
  EXPECT_EQ(complaint(file_, OpenMode::read_only), "none: whole");
}

TEST_F(SqliteOpen, WritesNothingAfterItMendedACrash) {
  crash_while_writing();
  const auto handle = open_existing(file_, OpenMode::read_only, {});
  EXPECT_NE(handle->try_execute("INSERT INTO t VALUES ('more')"), 0);
}

TEST_F(SqliteOpen, ReadsADatabaseWithAWriteAheadLog) {
  RawSqlite(file_).value("PRAGMA journal_mode = WAL");
  EXPECT_EQ(complaint(file_, OpenMode::read_only), "none: whole");
}

TEST_F(SqliteOpen, LeavesTheJournalModeAsItIs) {
  RawSqlite(file_).value("PRAGMA journal_mode = WAL");
  const auto handle = open_existing(file_, OpenMode::read_write, {});
  EXPECT_THAT(handle->query("PRAGMA journal_mode"), ElementsAre(Row{"wal"}));
}

TEST_F(SqliteOpen, ReadsADatabaseThatThisUserCannotWrite) {
  permit(folder_.path(), kReadFolder);
  permit(file_, kReadFile);
  EXPECT_EQ(without_root([&] { return complaint(file_, OpenMode::read_only); }), "none: whole");
}

TEST_F(SqliteOpen, SaysThatOnlyAWriterCanMendACrash) {
  crash_while_writing();
  permit(folder_.path(), kReadFolder);
  permit(file_, kReadFile);
  permit(file_ + "-journal", kReadFile);
  EXPECT_THAT(without_root([&] { return complaint(file_, OpenMode::read_only); }),
              AllOf(HasSubstr(file_), HasSubstr("only a writer can mend it")));
}

TEST_F(SqliteOpen, NamesADatabaseThatThisUserCannotRead) {
  permit(folder_.path(), kReadFolder);
  permit(file_, fs::perms::owner_read);
  EXPECT_THAT(without_root([&] { return complaint(file_, OpenMode::read_only); }),
              AllOf(HasSubstr(file_ + ": Permission denied"), HasSubstr("check the path")));
}

TEST_F(SqliteOpen, SaysWhyADatabaseWithAWriteAheadLogCannotBeRead) {
  RawSqlite(file_).value("PRAGMA journal_mode = WAL");
  permit(folder_.path(), kReadFolder);
  permit(file_, kReadFile);
  EXPECT_THAT(without_root([&] { return complaint(file_, OpenMode::read_only); }),
              AllOf(HasSubstr(file_), HasSubstr("WAL")));
}

TEST_F(SqliteOpen, RunsNoBatchOnADatabaseThatThisUserCannotWrite) {
  permit(folder_.path(), kReadFolder);
  permit(file_, kReadFile);
  const auto answer = without_root([&] {
    try {
      open_sqlite(file_, {})->connect(OpenMode::read_write)->create_versions({"main", "v"});
      return std::string("written");
    } catch (const Error& error) {
      return std::string(error.what());
    }
  });
  EXPECT_THAT(answer, HasSubstr("may not write to the database " + file_));
}

TEST_F(SqliteOpen, NothingReadsAsAnEmptyDatabase) {
  EXPECT_THAT(open_nothing(OpenMode::read_only, {})->query("SELECT count(*) FROM sqlite_master"),
              ElementsAre(Row{"0"}));
}

}  // namespace
}  // namespace migrate
