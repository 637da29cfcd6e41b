#include "engine/sqlite/sqlite_statements.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace migrate {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string name_of(StatementNature nature) {
  switch (nature) {
    case StatementNature::transactional:
      return "transactional";
    case StatementNature::session:
      return "session";
    case StatementNature::transaction:
      return "transaction";
    case StatementNature::alone:
      return "alone";
    case StatementNature::alone_session:
      return "alone_session";
  }
  return "";
}

/// "NATURE: TEXT" for each statement.
std::vector<std::string> split(const std::string& sql) {
  std::vector<std::string> texts;
  for (const SectionStatement& statement : sqlite_statements(sql)) {
    texts.push_back(name_of(statement.nature) + ": " +
                    sql.substr(statement.offset, statement.length));
  }
  return texts;
}

std::string nature(const std::string& sql) {
  const std::vector<SectionStatement> statements = sqlite_statements(sql);
  return statements.size() == 1 ? name_of(statements.front().nature) : "not one statement";
}

TEST(SqliteStatements, LeavesSemicolonsAndCommentsOut) {
  EXPECT_THAT(split("-- one\nSELECT 1 /* x */ ;\n ;; /* two */ SELECT ';' -- end\n"),
              ElementsAre("transactional: SELECT 1", "transactional: SELECT ';'"));
}

TEST(SqliteStatements, AreNoneInCommentsAlone) {
  EXPECT_THAT(split("-- nothing\n;/* to do */;"), IsEmpty());
}

TEST(SqliteStatements, KeepATriggerWhole) {
  EXPECT_THAT(split("CREATE TRIGGER t AFTER INSERT ON u BEGIN SELECT 1; UPDATE u SET x = 2; END;\n"
                    "VACUUM;"),
              ElementsAre("transactional: CREATE TRIGGER t AFTER INSERT ON u BEGIN SELECT 1; "
                          "UPDATE u SET x = 2; END",
                          "alone: VACUUM"));
}

TEST(SqliteStatements, PutATransactionTogetherWithoutItsCommit) {
  EXPECT_THAT(split("SELECT 1; BEGIN; DELETE FROM t; SELECT 2; COMMIT; SELECT 3;"),
              ElementsAre("transactional: SELECT 1", "transaction: BEGIN; DELETE FROM t; SELECT 2",
                          "transactional: SELECT 3"));
}

TEST(SqliteStatements, TakeEndForCommit) {
  EXPECT_THAT(split("BEGIN IMMEDIATE; END TRANSACTION;"),
              ElementsAre("transaction: BEGIN IMMEDIATE"));
}

TEST(SqliteStatements, KeepATransactionThatIsRolledBackWhole) {
  EXPECT_THAT(split("BEGIN; DELETE FROM t; ROLLBACK; SELECT 1;"),
              ElementsAre("alone: BEGIN; DELETE FROM t; ROLLBACK", "transactional: SELECT 1"));
}

TEST(SqliteStatements, DoNotEndATransactionWhereItGoesBackToASavepoint) {
  EXPECT_THAT(split("BEGIN; SAVEPOINT s; SELECT 1; ROLLBACK TO s; COMMIT;"),
              ElementsAre("transaction: BEGIN; SAVEPOINT s; SELECT 1; ROLLBACK TO s"));
}

TEST(SqliteStatements, KeepATransactionThatNeverEndsWhole) {
  EXPECT_THAT(split("BEGIN; SELECT 1; SELECT 2;"), ElementsAre("alone: BEGIN; SELECT 1; SELECT 2"));
}

TEST(SqliteStatements, KeepASavepointAndItsReleaseTogether) {
  EXPECT_THAT(split("SAVEPOINT \"S\"; SELECT 1; SAVEPOINT s; RELEASE s; RELEASE SAVEPOINT s;\n"
                    "SELECT 2;"),
              ElementsAre("transactional: SAVEPOINT \"S\"; SELECT 1; SAVEPOINT s; RELEASE s; "
                          "RELEASE SAVEPOINT s",
                          "transactional: SELECT 2"));
}

TEST(SqliteStatements, KeepASavepointThatACommitEndsAlone) {
  EXPECT_THAT(split("SAVEPOINT s; SELECT 1; COMMIT; SELECT 2;"),
              ElementsAre("alone: SAVEPOINT s; SELECT 1; COMMIT", "transactional: SELECT 2"));
}

TEST(SqliteStatements, RunAgainWhatFillsATemporaryTableOfTheSection) {
  EXPECT_THAT(split("CREATE TEMP TABLE Ids (x); INSERT OR IGNORE INTO ids SELECT 1;\n"
                    "WITH w AS (SELECT 1) INSERT INTO temp.ids SELECT * FROM w;\n"
                    "DELETE FROM t WHERE x IN ids; UPDATE \"ids\" SET x = 2;"),
              ElementsAre("session: CREATE TEMP TABLE Ids (x)",
                          "session: INSERT OR IGNORE INTO ids SELECT 1",
                          "session: WITH w AS (SELECT 1) INSERT INTO temp.ids SELECT * FROM w",
                          "transactional: DELETE FROM t WHERE x IN ids",
                          "session: UPDATE \"ids\" SET x = 2"));
}

TEST(SqliteStatements, RunNothingTwiceInATableThatStaysOnceTheTemporaryOneIsGone) {
  EXPECT_THAT(
      split("CREATE TABLE temp.ids (x); DROP TABLE IF EXISTS ids; INSERT INTO ids VALUES (1)"),
      ElementsAre("session: CREATE TABLE temp.ids (x)", "session: DROP TABLE IF EXISTS ids",
                  "transactional: INSERT INTO ids VALUES (1)"));
}

TEST(SqliteStatements, TakeAMegabyte) {
  std::string sql;
  std::size_t count = 0;
  for (; sql.size() < 1'000'000; ++count) sql += "INSERT INTO t VALUES ('it''s', \"x\", 1);\n";
  EXPECT_EQ(sqlite_statements(sql).size(), count);
}

class Transactional : public ::testing::TestWithParam<const char*> {};
TEST_P(Transactional, RunsOnceWithItsMark) { EXPECT_EQ(nature(GetParam()), "transactional"); }
INSTANTIATE_TEST_SUITE_P(Sqlite, Transactional,
                         ::testing::Values("CREATE INDEX i ON t (x)", "REINDEX", "ANALYZE",
                                           "PRAGMA user_version = 5", "PRAGMA optimize",
                                           "PRAGMA foreign_keys", "PRAGMA main.journal_mode",
                                           "PRAGMA integrity_check(10)", "EXPLAIN VACUUM",
                                           "INSERT INTO temporary VALUES (1)"));

class OfTheSession : public ::testing::TestWithParam<const char*> {};
TEST_P(OfTheSession, RunsAgainInAResume) { EXPECT_EQ(nature(GetParam()), "session"); }
INSTANTIATE_TEST_SUITE_P(Sqlite, OfTheSession,
                         ::testing::Values("PRAGMA cache_size = 100", "PRAGMA auto_vacuum = FULL",
                                           "PRAGMA page_size(8192)", "ATTACH 'x.db' AS x",
                                           "CREATE TEMPORARY VIEW v AS SELECT 1",
                                           "CREATE TEMP TRIGGER g AFTER INSERT ON t "
                                           "BEGIN SELECT 1; END"));

class Alone : public ::testing::TestWithParam<const char*> {};
TEST_P(Alone, RunsOutsideOfATransaction) { EXPECT_EQ(nature(GetParam()), "alone"); }
INSTANTIATE_TEST_SUITE_P(Sqlite, Alone,
                         ::testing::Values("VACUUM", "vacuum main", "PRAGMA wal_checkpoint",
                                           "PRAGMA wal_checkpoint(TRUNCATE)", "COMMIT",
                                           "RELEASE s"));

class AloneOfTheSession : public ::testing::TestWithParam<const char*> {};
TEST_P(AloneOfTheSession, RunsOutsideAndAgain) { EXPECT_EQ(nature(GetParam()), "alone_session"); }
INSTANTIATE_TEST_SUITE_P(Sqlite, AloneOfTheSession,
                         ::testing::Values("PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys(1)",
                                           "pragma main . \"Journal_Mode\" = WAL",
                                           "PRAGMA synchronous=0", "PRAGMA temp_store = MEMORY",
                                           "DETACH DATABASE x"));

TEST(SqliteEffect, IsTheSameTwiceOfAVacuumAndASetting) {
  for (const char* const sql : {"VACUUM", "PRAGMA journal_mode = WAL", "DETACH x"}) {
    EXPECT_EQ(sqlite_effect_of(sql).state, Effect::State::repeatable) << sql;
  }
}

TEST(SqliteEffect, IsNoneOfATransactionThatRollsItselfBack) {
  EXPECT_EQ(sqlite_effect_of("BEGIN; DELETE FROM t; ROLLBACK").state, Effect::State::repeatable);
}

TEST(SqliteEffect, IsUnknownWhereAFileIsMade) {
  const Effect effect = sqlite_effect_of("VACUUM main INTO 'copy.db'");
  EXPECT_EQ(effect.state, Effect::State::unknown);
  EXPECT_NE(effect.found, "");
}

TEST(SqliteEffect, IsUnknownOfASavepointThatACommitEnds) {
  EXPECT_EQ(sqlite_effect_of("SAVEPOINT s; COMMIT").state, Effect::State::unknown);
}

}  // namespace
}  // namespace migrate
