#include "engine/sqlite/sqlite_examination.hpp"

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
using Grade = Finding::Grade;
using ::testing::HasSubstr;

class SqliteExaminationTest : public ::testing::Test {
 protected:
  TemporaryFolder folder_;
  std::string file_ = folder_.file("app.db");

  std::vector<Finding> examined(const std::string& path) const {
    return open_sqlite(path, {})->connect(OpenMode::read_only)->examine({}, {});
  }

  /// Its grade and text, "" when there is none.
  std::string about(const std::string& subject) const {
    for (const Finding& finding : examined(file_)) {
      if (finding.subject == subject) {
        return (finding.grade == Grade::ok ? "ok: " : "bad: ") + finding.text;
      }
    }
    return "";
  }
};

TEST_F(SqliteExaminationTest, SaysWhichLibraryReadsWhichFile) {
  RawSqlite(file_).run("PRAGMA journal_mode = WAL; CREATE TABLE a (id)");

  EXPECT_THAT(about("connection"), HasSubstr("ok: SQLite 3."));
  EXPECT_THAT(about("connection"), HasSubstr(file_ + ", 8192 bytes, journal_mode wal"));
}

TEST_F(SqliteExaminationTest, FindsAFileWellThatIsNotThereYet) {
  EXPECT_THAT(about("connection"), HasSubstr("ok: "));
  EXPECT_THAT(about("connection"), HasSubstr("is not there yet"));
  EXPECT_EQ(about("integrity"), "");
  EXPECT_FALSE(fs::exists(file_));
}

TEST_F(SqliteExaminationTest, KnowsADatabaseInMemory) {
  const std::vector<Finding> found = examined(":memory:");

  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0].text, HasSubstr("in memory"));
}

TEST_F(SqliteExaminationTest, FindsAWholeFileSound) {
  RawSqlite(file_).run("CREATE TABLE a (id)");

  EXPECT_THAT(about("integrity"), HasSubstr("ok: "));
}

TEST_F(SqliteExaminationTest, FindsADamagedFile) {
  RawSqlite(file_).run("CREATE TABLE a (id); INSERT INTO a VALUES (1); CREATE INDEX i ON a (id)");
  {
    std::fstream file(file_, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(2 * 4096);  // the index's page
    file.write(std::string(64, 'x').data(), 64);
  }
  EXPECT_THAT(about("integrity"), HasSubstr("bad: "));
}

TEST_F(SqliteExaminationTest, CountsRowsThatReferToNothing) {
  RawSqlite(file_).run(
      "CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (a REFERENCES a);"
      "CREATE TABLE c (a REFERENCES a); INSERT INTO b VALUES (1), (2); INSERT INTO c VALUES (3)");

  EXPECT_EQ(about("foreign keys"),
            R"(bad: 2 rows of "b" refer to nothing in "a"; 1 row of "c" refers to nothing in "a")");
}

TEST_F(SqliteExaminationTest, SurvivesAForeignKeyThatFitsNoIndexOfItsParent) {
  RawSqlite(file_).run(
      "CREATE TABLE a (id); CREATE TABLE b (a REFERENCES a (id)); INSERT INTO b VALUES (1)");

  EXPECT_THAT(about("foreign keys"), HasSubstr("foreign key mismatch"));
}

TEST_F(SqliteExaminationTest, FindsWhatThisUserMayWriteTo) {
  RawSqlite(file_).run("CREATE TABLE a (id)");

  EXPECT_THAT(about("permissions"), HasSubstr("ok: "));
}

TEST_F(SqliteExaminationTest, NamesWhatThisUserMayNotWriteTo) {
  RawSqlite(file_).run("CREATE TABLE a (id)");
  fs::permissions(file_, fs::perms(0444));
  fs::permissions(folder_.path(), fs::perms(0555));
  const std::string found = without_root([&] { return about("permissions"); });
  fs::permissions(folder_.path(), fs::perms(0755));

  EXPECT_EQ(found, "bad: this user may not write to " + file_ + ", the folder " +
                       fs::canonical(folder_.path()).string());
}

}  // namespace
}  // namespace migrate
