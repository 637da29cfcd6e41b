#include "engine/sqlite/sqlite_failure.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/raw_sqlite.hpp"
#include "engine/sqlite/sqlite_database.hpp"
#include "support/child_answer.hpp"
#include "support/temporary_folder.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

/// Lets no file of this process grow past `bytes`; as a full disk does, but for its errno.
void limit_files_to(rlim_t bytes) {
  signal(SIGXFSZ, SIG_IGN);
  rlimit limit{};
  getrlimit(RLIMIT_FSIZE, &limit);
  limit.rlim_cur = bytes;
  setrlimit(RLIMIT_FSIZE, &limit);
}

/// A database that may not grow, in a child process, and a section that needs more than there is.
class SqliteFullDisk : public ::testing::Test {
 protected:
  SqliteFullDisk() {
    RawSqlite(file_).value(
        "CREATE TABLE migrate_version (version_num TEXT PRIMARY KEY);"
        "CREATE TABLE t (x); INSERT INTO t VALUES (1)");
  }

  TemporaryFolder folder_;
  std::string file_ = folder_.file("app.db");

  static Batch large_batch() {
    return {"",
            SourceText("INSERT INTO t VALUES (2);\nINSERT INTO t VALUES (zeroblob(5000000));\n",
                       "x.sql"),
            {"main", "migrate_version"},
            {{}, {"a"}},
            Atomicity::own};
  }

  static std::string attempt(Connection& connection) {
    try {
      connection.run(large_batch());
      return "done";
    } catch (const Error& error) {
      return std::string(error.what()) + " [" + error.code() + "] " + error.hint();
    }
  }

  [[nodiscard]] std::string state() const {
    return RawSqlite(file_).value(
        "SELECT (SELECT count(*) FROM t) || ' rows, ' ||"
        " (SELECT count(*) FROM migrate_version) || ' revisions, ' ||"
        " (SELECT integrity_check FROM pragma_integrity_check)");
  }
};

TEST_F(SqliteFullDisk, IsSaidWithTheReasonAndTheFile) {
  const std::string answer = child_answer([&] {
    limit_files_to(1'000'000);
    return attempt(*open_sqlite(file_, {})->connect(OpenMode::read_write));
  });
  EXPECT_THAT(answer, AllOf(HasSubstr("File too large"), HasSubstr(file_),
                            HasSubstr("[SQLITE_IOERR_WRITE]"), HasSubstr("check the disk")));
}

TEST_F(SqliteFullDisk, LeavesTheDatabaseAsItWas) {
  static_cast<void>(child_answer([&] {
    limit_files_to(1'000'000);
    return attempt(*open_sqlite(file_, {})->connect(OpenMode::read_write));
  }));
  EXPECT_EQ(state(), "1 rows, 0 revisions, ok");
}

TEST_F(SqliteFullDisk, LetsTheSameConnectionFinishOnceThereIsRoom) {
  const std::string answer = child_answer([&] {
    const auto connection = open_sqlite(file_, {})->connect(OpenMode::read_write);
    limit_files_to(1'000'000);
    const std::string first = attempt(*connection);
    limit_files_to(100'000'000);
    return attempt(*connection) + " after " + first;
  });
  EXPECT_THAT(answer, StartsWith("done after disk I/O error"));
  EXPECT_EQ(state(), "3 rows, 1 revisions, ok");
}

TEST_F(SqliteFullDisk, LetsANewConnectionFinishOnceThereIsRoom) {
  static_cast<void>(child_answer([&] {
    limit_files_to(1'000'000);
    return attempt(*open_sqlite(file_, {})->connect(OpenMode::read_write));
  }));
  EXPECT_EQ(attempt(*open_sqlite(file_, {})->connect(OpenMode::read_write)), "done");
  EXPECT_EQ(state(), "3 rows, 1 revisions, ok");
}

TEST_F(SqliteFullDisk, IsSaidWhereTheDatabaseMayHaveNoMorePages) {
  const auto connection = open_sqlite(file_, {})->connect(OpenMode::read_write);
  connection->query("PRAGMA max_page_count = 100");
  EXPECT_THAT(attempt(*connection), AllOf(HasSubstr("database or disk is full"),
                                          HasSubstr("[SQLITE_FULL]"), HasSubstr("make room")));
  EXPECT_EQ(state(), "1 rows, 0 revisions, ok");
}

TEST(SqliteFailureText, BlamesTheFileThatAStatementCouldNotOpen) {
  const TemporaryFolder folder;
  const auto connection = open_sqlite(folder.file("app.db"), {})->connect(OpenMode::read_write);
  connection->query("CREATE TABLE t (x)");
  const std::string missing = folder.file("missing/copy.db");
  for (const std::string statement : {"VACUUM INTO '", "ATTACH '"}) {
    const std::string end = statement.starts_with("ATTACH") ? "' AS copy" : "'";
    const Error error = thrown_by([&] { return connection->query(statement + missing + end); });
    EXPECT_EQ(error.what(), "unable to open database: " + missing + ": No such file or directory");
    EXPECT_THAT(error.hint(), AllOf(HasSubstr("check the path"), Not(HasSubstr("WAL"))));
    EXPECT_EQ(error.code(), "SQLITE_CANTOPEN");
  }
}

TEST(SqliteFailureText, SaysHowLongItWaited) {
  SqliteFailure failure;
  failure.code = 5;
  failure.message = "database is locked";
  failure.database = "app.db";
  failure.waited = std::chrono::milliseconds(5000);
  const Error error = error_of(failure);
  EXPECT_STREQ(error.what(),
               "another process holds the database app.db: database is locked "
               "(waited 5.0 s for it)");
  EXPECT_THAT(error.hint(), HasSubstr("busy_timeout"));
}

}  // namespace
}  // namespace migrate
