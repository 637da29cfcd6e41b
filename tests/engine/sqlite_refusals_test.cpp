#include "engine/sqlite/sqlite_refusals.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace migrate {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Le;
using ::testing::SizeIs;

/// "LINE:COLUMN what" for each refusal of a section that starts at line 10.
std::vector<std::string> refused(const std::string& sql, Atomicity atomicity = Atomicity::own) {
  std::vector<std::string> texts;
  for (const Error& error : sqlite_refusals(SourceText(sql, "x.sql", 10), atomicity)) {
    texts.push_back(std::to_string(error.where()->line) + ":" +
                    std::to_string(error.where()->column) + " " + error.what());
  }
  return texts;
}

class TransactionControl : public ::testing::TestWithParam<const char*> {};

TEST_P(TransactionControl, IsRefusedInATransactionalSection) {
  EXPECT_THAT(refused(std::string("SELECT 1;\n -- x\n ") + GetParam() + ";\n"),
              ElementsAre(HasSubstr("12:2 ")));
}

TEST_P(TransactionControl, IsAllowedOutsideATransaction) {
  EXPECT_THAT(refused(std::string(GetParam()) + ";\n", Atomicity::none), IsEmpty());
}

TEST_P(TransactionControl, IsRefusedAtTheEndWithoutASemicolon) {
  EXPECT_THAT(refused(GetParam()), SizeIs(1));
}

INSTANTIATE_TEST_SUITE_P(Sqlite, TransactionControl,
                         ::testing::Values("BEGIN", "begin immediate", "BEGIN TRANSACTION",
                                           "COMMIT", "End", "END /* x */ TRANSACTION", "ROLLBACK",
                                           "ROLLBACK TRANSACTION", "START TRANSACTION", "ABORT",
                                           "prepare transaction 'x'", "EXPLAIN COMMIT",
                                           "explain query plan ROLLBACK"));

class OutsideOnly : public ::testing::TestWithParam<const char*> {};

TEST_P(OutsideOnly, IsRefusedInATransactionalSection) {
  EXPECT_THAT(refused(std::string("SELECT 1;\n -- x\n ") + GetParam() + ";\n"),
              ElementsAre(HasSubstr("12:2 ")));
}

TEST_P(OutsideOnly, IsAllowedOutsideATransaction) {
  EXPECT_THAT(refused(std::string(GetParam()) + ";\n", Atomicity::none), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Sqlite, OutsideOnly,
                         ::testing::Values("VACUUM", "vacuum INTO 'x'", "DETACH x",
                                           "PRAGMA journal_mode = WAL", "PRAGMA journal_mode(wal)",
                                           "pragma Main.\"journal_mode\"=wal",
                                           "PRAGMA [foreign_keys] = ON", "PRAGMA foreign_keys(0)",
                                           "PRAGMA synchronous = OFF", "PRAGMA wal_checkpoint"));

TEST(SqliteRefusals, SaysHowToHaveForeignKeysOff) {
  const auto errors =
      sqlite_refusals(SourceText("PRAGMA foreign_keys = OFF;", "x.sql"), Atomicity::own);
  EXPECT_THAT(errors.at(0).hint(),
              AllOf(HasSubstr("`foreign_keys:off`"), HasSubstr("`transaction:false`")));
}

TEST(SqliteRefusals, SaysHowToVacuum) {
  EXPECT_THAT(sqlite_refusals(SourceText("VACUUM;", "x.sql"), Atomicity::own).at(0).hint(),
              HasSubstr("`transaction:false`"));
}

class Allowed : public ::testing::TestWithParam<const char*> {};

TEST_P(Allowed, IsNotRefused) { EXPECT_THAT(refused(GetParam()), IsEmpty()); }

INSTANTIATE_TEST_SUITE_P(
    Sqlite, Allowed,
    ::testing::Values(
        "", ";", "-- only a comment", "SAVEPOINT a; ROLLBACK TO a; RELEASE a;",
        "ROLLBACK TRANSACTION TO SAVEPOINT a;", "rollback\n-- why\nto a;",
        "CREATE TRIGGER t AFTER INSERT ON u BEGIN SELECT 1; UPDATE u SET x = 2; END;\nSELECT 1;",
        "CREATE TEMP TRIGGER t AFTER INSERT ON u BEGIN SELECT CASE WHEN 1 THEN 2 END; END;",
        "create temporary trigger if not exists t after insert on u begin select 1; end",
        "SELECT CASE x WHEN 1 THEN 2 END FROM t;",
        "SELECT ';BEGIN;' || \"COMMIT;\" || [END;] || `;END;`;", "/* ; COMMIT; */ SELECT 1;",
        "-- ; COMMIT;\nSELECT 1;", "CREATE TABLE \"begin\" (\"end\" TEXT);", "SELECT 'C:\\temp';",
        "-- C:\\temp\nSELECT 1;", "INSERT INTO copy SELECT * FROM stdin;", "SELECT 1.5, .5;",
        "PRAGMA foreign_keys; PRAGMA main.journal_mode; PRAGMA user_version = 3;",
        "PRAGMA defer_foreign_keys = ON; PRAGMA foreign_key_check(t);", "EXPLAIN VACUUM;",
        "SELECT 'it''s';", "CREATE TABLE trigger_log (x);\nSELECT 1;"));

TEST(SqliteRefusals, SeesWhatFollowsATrigger) {
  EXPECT_THAT(refused("CREATE TRIGGER t AFTER INSERT ON u BEGIN SELECT 1; END;\nCOMMIT;\n"),
              ElementsAre(HasSubstr("11:1 COMMIT")));
}

TEST(SqliteRefusals, SeesWhatFollowsATriggerWithACommentBeforeItsEnd) {
  EXPECT_THAT(
      refused("CREATE TRIGGER t AFTER INSERT ON u BEGIN SELECT 1; -- x\n END /* y */ ;COMMIT"),
      SizeIs(1));
}

TEST(SqliteRefusals, NamesAllOfThem) {
  EXPECT_THAT(refused("BEGIN;\nSELECT 1;\nCOMMIT;\n"),
              ElementsAre(HasSubstr("10:1 BEGIN"), HasSubstr("12:1 COMMIT")));
}

TEST(SqliteRefusals, CountsColumnsInCharacters) {
  EXPECT_THAT(refused("SELECT 'é€';COMMIT;"), ElementsAre(HasSubstr("10:13 ")));
}

TEST(SqliteRefusals, ShowsTheLine) {
  EXPECT_EQ(
      sqlite_refusals(SourceText("SELECT 1;\nCOMMIT;\n", "x.sql"), Atomicity::own).at(0).excerpt(),
      "COMMIT;");
}

TEST(SqliteRefusals, SaysWhatToDo) {
  EXPECT_THAT(sqlite_refusals(SourceText("COMMIT;", "x.sql"), Atomicity::own).at(0).hint(),
              HasSubstr("transaction:false"));
}

TEST(SqliteRefusals, AreFaultsOfTheRevision) {
  EXPECT_EQ(sqlite_refusals(SourceText("COMMIT;", "x.sql"), Atomicity::own).at(0).fault(),
            Fault::revision);
}

class Unclosed : public ::testing::TestWithParam<const char*> {};

TEST_P(Unclosed, IsRefusedWhereItOpens) {
  EXPECT_THAT(refused(std::string("SELECT\n  ") + GetParam() + " ;\n", Atomicity::none),
              ElementsAre(HasSubstr("11:3 ")));
}

INSTANTIATE_TEST_SUITE_P(Sqlite, Unclosed,
                         ::testing::Values("'a", "\"a", "[a", "`a", "/* a", "'it''"));

TEST(SqliteRefusals, RefusesANulByte) {
  EXPECT_THAT(refused(std::string("SELECT 1;\n\0SELECT 2;", 20), Atomicity::none),
              ElementsAre(HasSubstr("11:1 a NUL byte")));
}

TEST(SqliteRefusals, RefusesInvalidUtf8) {
  EXPECT_THAT(refused("SELECT '\xc3(';", Atomicity::none), ElementsAre(HasSubstr("10:9 ")));
}

TEST(SqliteRefusals, RefusesACommandOfPsql) {
  EXPECT_THAT(refused("\\connect other\nSELECT 1;\n", Atomicity::none),
              ElementsAre(HasSubstr("10:1 a command of psql")));
}

TEST(SqliteRefusals, RefusesACommandOfPsqlOnEveryLine) {
  EXPECT_THAT(refused("\\i a.sql\nSELECT 1;\n\\i b\\c.sql\n"), SizeIs(2));
}

TEST(SqliteRefusals, RefusesACommandOfTheSqliteShell) {
  EXPECT_THAT(refused("SELECT 1;\n.read other.sql\n", Atomicity::none),
              ElementsAre(HasSubstr("11:1 a command of the sqlite3 shell")));
}

TEST(SqliteRefusals, RefusesCopyFromStdin) {
  EXPECT_THAT(refused("COPY t (a, b) FROM stdin;\n1\t2\n", Atomicity::none),
              ElementsAre(HasSubstr("10:1 COPY")));
}

TEST(SqliteRefusals, StopsAfterTheFirstFew) {
  std::string sql;
  for (int i = 0; i < 100'000; ++i) sql += "COMMIT;\n";
  EXPECT_THAT(refused(sql), SizeIs(Le(20)));
}

TEST(SqliteRefusals, TakesASectionOfAMegabyte) {
  std::string sql;
  while (sql.size() < 1'000'000) sql += "INSERT INTO t VALUES ('it''s', \"x\", /* y */ 1);\n";
  EXPECT_THAT(refused(sql), IsEmpty());
}

class PlainStatement : public ::testing::TestWithParam<const char*> {};

TEST_P(PlainStatement, EndsWhereItsSemicolonStands) {
  EXPECT_THAT(refused(std::string(GetParam()) + " a (b) = 'c;d' -- ;\n /* ; */;\nCOMMIT;"),
              ElementsAre(HasSubstr("12:1 COMMIT")));
}

TEST_P(PlainStatement, HidesNoQuoteThatIsNotClosed) {
  EXPECT_THAT(refused(std::string(GetParam()) + " a, 'b' 'c"),
              ElementsAre(HasSubstr("never closed")));
}

TEST_P(PlainStatement, HidesNoCommandOfPsql) {
  EXPECT_THAT(refused(std::string(GetParam()) + " a\n\\d x \\e\n\\f"),
              ElementsAre(HasSubstr("11:1 a command of psql"), HasSubstr("12:1 ")));
}

INSTANTIATE_TEST_SUITE_P(Sqlite, PlainStatement,
                         ::testing::Values("INSERT INTO", "update", "DELETE FROM", "SELECT",
                                           "ALTER TABLE", "DROP TABLE", "CREATE TABLE",
                                           "create index", "CREATE VIEW"));

}  // namespace
}  // namespace migrate
