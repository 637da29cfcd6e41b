#include "engine/sqlite/sqlite_foreign_keys.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/sqlite/sqlite_batch.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::SizeIs;

/// A parent with a column too many, and two children that go when their parent goes.
class SqliteForeignKeys : public ::testing::Test {
 protected:
  SqliteForeignKeys() {
    for (const char* const sql :
         {"CREATE TABLE migrate_version (version_num TEXT PRIMARY KEY)",
          "CREATE TABLE parent (id INTEGER PRIMARY KEY, old TEXT)",
          "CREATE TABLE child (id INTEGER PRIMARY KEY,"
          " parent REFERENCES parent (id) ON DELETE CASCADE)",
          "INSERT INTO parent VALUES (1, 'a'), (2, 'b')", "INSERT INTO child VALUES (7, 1), (8, 2)",
          "PRAGMA foreign_keys = ON"}) {
      handle_.execute(sql);
    }
  }

  SqliteHandle handle_{":memory:", {SqliteAccess::create, {}}};

  static Batch batch(const std::string& sql, ForeignKeys foreign_keys = ForeignKeys::off) {
    return {"",          SourceText(sql, "x.sql"), {"main", "migrate_version"},
            {{}, {"a"}}, Atomicity::own,           {},
            foreign_keys};
  }

  [[nodiscard]] Error failure_of(const std::string& sql) {
    return thrown_by([&] {
      run_batch(handle_, batch(sql));
      return 0;
    });
  }

  [[nodiscard]] std::string value(const std::string& sql) {
    return handle_.query(sql).at(0).at(0).value_or("NULL");
  }
};

/// https://www.sqlite.org/lang_altertable.html#otheralter
constexpr const char* kRebuild =
    "CREATE TABLE new_parent (id INTEGER PRIMARY KEY);\n"
    "INSERT INTO new_parent SELECT id FROM parent;\n"
    "DROP TABLE parent;\n"
    "ALTER TABLE new_parent RENAME TO parent;\n";

TEST_F(SqliteForeignKeys, LetATableBeRebuiltThatChildrenReferTo) {
  run_batch(handle_, batch(kRebuild));
  EXPECT_EQ(value("SELECT count(*) FROM child JOIN parent ON parent.id = child.parent"), "2");
}

TEST_F(SqliteForeignKeys, WouldTakeTheChildrenAwayWhileEnforced) {
  run_batch(handle_, batch(kRebuild, ForeignKeys::enforced));
  EXPECT_EQ(value("SELECT count(*) FROM child"), "0");
}

TEST_F(SqliteForeignKeys, AreEnforcedAgainAfterwards) {
  run_batch(handle_, batch(kRebuild));
  EXPECT_EQ(value("PRAGMA foreign_keys"), "1");
}

TEST_F(SqliteForeignKeys, AreEnforcedAgainAfterAFailure) {
  static_cast<void>(failure_of("SELECT nope;"));
  EXPECT_EQ(value("PRAGMA foreign_keys"), "1");
}

TEST_F(SqliteForeignKeys, StayOffWhereTheyWereOff) {
  handle_.execute("PRAGMA foreign_keys = OFF");
  run_batch(handle_, batch(kRebuild));
  EXPECT_EQ(value("PRAGMA foreign_keys"), "0");
}

TEST_F(SqliteForeignKeys, NameTheRowThatASectionLeavesWithoutItsParent) {
  const Error error = failure_of("DELETE FROM parent WHERE id = 1;");
  EXPECT_THAT(error.what(), HasSubstr("table \"child\", row 7: no such row in \"parent\""));
  EXPECT_EQ(*error.where(), (Location{"x.sql", 0, 0}));
  EXPECT_EQ(error.fault(), Fault::database);
}

TEST_F(SqliteForeignKeys, KeepNothingOfASectionThatBreaksOne) {
  static_cast<void>(failure_of("DELETE FROM parent WHERE id = 1;"));
  EXPECT_EQ(value("SELECT count(*) FROM parent") + value("SELECT count(*) FROM migrate_version"),
            "20");
}

TEST_F(SqliteForeignKeys, AreCheckedWhereTheyWereNeverEnforced) {
  handle_.execute("PRAGMA foreign_keys = OFF");
  EXPECT_THAT(failure_of("DELETE FROM parent;").what(), HasSubstr("2 foreign keys"));
}

TEST_F(SqliteForeignKeys, BlameNobodyForWhatWasBrokenBefore) {
  handle_.execute("PRAGMA foreign_keys = OFF");
  handle_.execute("INSERT INTO child VALUES (9, 99)");
  run_batch(handle_, batch(kRebuild));
  EXPECT_EQ(value("SELECT count(*) FROM migrate_version"), "1");
}

TEST_F(SqliteForeignKeys, TellWhatIsNewFromWhatWasBrokenBefore) {
  handle_.execute("PRAGMA foreign_keys = OFF");
  handle_.execute("INSERT INTO child VALUES (9, 99)");
  const Error error = failure_of("DELETE FROM parent WHERE id = 2;");
  EXPECT_THAT(error.what(), AllOf(HasSubstr("a foreign key broken"), HasSubstr("row 8")));
  EXPECT_THAT(error.notes(), SizeIs(0));
}

TEST_F(SqliteForeignKeys, ListTenAndCountTheRest) {
  handle_.execute(
      "WITH RECURSIVE n (i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n LIMIT 12)"
      " INSERT INTO child SELECT i, 1 FROM n");
  const Error error = failure_of("DELETE FROM parent WHERE id = 1;");
  EXPECT_THAT(error.what(), HasSubstr("13 foreign keys"));
  ASSERT_THAT(error.notes(), SizeIs(10));
  EXPECT_EQ(error.notes().back(), "and 3 more");
}

TEST_F(SqliteForeignKeys, NameATableWhoseRowsHaveNoNumber) {
  handle_.execute(
      "CREATE TABLE keyed (k TEXT PRIMARY KEY, parent REFERENCES parent (id))"
      " WITHOUT ROWID");
  handle_.execute("INSERT INTO keyed VALUES ('x', 2), ('y', 2)");
  EXPECT_THAT(failure_of("DELETE FROM child; DELETE FROM parent;").what(),
              HasSubstr("2 foreign keys broken: table \"keyed\", a row: no such row"));
}

TEST_F(SqliteForeignKeys, DoNotBlameTheSectionForOnesThatCouldNotBeCheckedBefore) {
  handle_.execute("CREATE TABLE odd (old REFERENCES parent (old))");
  handle_.execute("PRAGMA foreign_keys = OFF");
  handle_.execute("INSERT INTO odd VALUES ('a')");
  run_batch(handle_, batch("SELECT 1;"));
  EXPECT_EQ(value("SELECT count(*) FROM migrate_version"), "1");
}

TEST_F(SqliteForeignKeys, SayWhenTheSectionMakesThemImpossibleToCheck) {
  const Error error =
      failure_of("CREATE TABLE odd (old REFERENCES parent (old)); INSERT INTO odd VALUES ('a');");
  EXPECT_THAT(error.what(), HasSubstr("foreign key mismatch"));
}

TEST_F(SqliteForeignKeys, CannotBeTurnedOffInsideATransaction) {
  handle_.execute("BEGIN IMMEDIATE");
  Batch made = batch(kRebuild);
  made.atomicity = Atomicity::joined;
  const Error error = thrown_by([&] {
    run_batch(handle_, made);
    return 0;
  });
  EXPECT_THAT(error.what(), HasSubstr("only around a transaction of the section's own"));
}

}  // namespace
}  // namespace migrate
