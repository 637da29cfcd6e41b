#include "engine/postgres/postgres_section.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "engine/postgres/postgres_dialect.hpp"

namespace migrate {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

std::string_view name_of(StatementNature nature) {
  switch (nature) {
    case StatementNature::transactional:
      return "transactional";
    case StatementNature::session:
      return "session";
    case StatementNature::transaction:
      return "transaction";
    case StatementNature::alone:
      return "alone";
    default:
      return "?";
  }
}

/// Of each statement "nature: text".
std::vector<std::string> statements(const std::string& sql) {
  std::vector<std::string> result;
  for (const SectionStatement& found : postgres_dialect().statements(sql)) {
    result.push_back(std::string(name_of(found.nature)) + ": " +
                     sql.substr(found.offset, found.length));
  }
  return result;
}

class AloneStatement : public ::testing::TestWithParam<const char*> {};

TEST_P(AloneStatement, CannotShareItsTransaction) {
  EXPECT_THAT(statements(GetParam()), ElementsAre(StartsWith("alone: ")));
}

TEST_P(AloneStatement, IsFoundNextToSqlNewerThanTheGrammar) {
  EXPECT_THAT(statements("SELECT 0x1F;" + std::string(GetParam())),
              ElementsAre(StartsWith("transactional: "), StartsWith("alone: ")));
}

INSTANTIATE_TEST_SUITE_P(
    Statements, AloneStatement,
    ::testing::Values(
        "CREATE INDEX CONCURRENTLY i ON t (a)", "create unique index concurrently on t (a)",
        "CREATE /* now */ INDEX -- or\n CONCURRENTLY i ON t (a)", "DROP INDEX CONCURRENTLY i",
        "REINDEX TABLE CONCURRENTLY t", "REINDEX (VERBOSE, CONCURRENTLY) INDEX i",
        "REINDEX (CONCURRENTLY true) TABLE t", "REINDEX DATABASE d", "REINDEX (VERBOSE) SCHEMA s",
        "REINDEX SYSTEM d", "VACUUM", "VACUUM (FULL, ANALYZE) t",
        "ALTER SYSTEM SET work_mem = '1MB'", "CREATE DATABASE d", "DROP DATABASE IF EXISTS d",
        "CREATE TABLESPACE s LOCATION '/s'", "DROP TABLESPACE s",
        "ALTER DATABASE d SET TABLESPACE s",
        "ALTER TABLE a.p DETACH PARTITION \"c.d\" CONCURRENTLY",
        "ALTER TABLE IF EXISTS ONLY p DETACH PARTITION c CONCURRENTLY", "CLUSTER",
        "CLUSTER VERBOSE", "CLUSTER (VERBOSE)", "DISCARD ALL",
        "CREATE SUBSCRIPTION s CONNECTION 'c' PUBLICATION p", "DROP SUBSCRIPTION s",
        "ALTER SUBSCRIPTION s REFRESH PUBLICATION", "ALTER SUBSCRIPTION s ADD PUBLICATION p",
        "CALL p()", "DO $$ BEGIN FOR i IN 1..3 LOOP PERFORM i; COMMIT; END LOOP; END $$",
        "DO LANGUAGE plpgsql 'BEGIN ROLLBACK; END'", "DO $x$ BEGIN CALL p(); END $x$", "COMMIT",
        "ROLLBACK", "COMMIT PREPARED 'x'"));

class TransactionalStatement : public ::testing::TestWithParam<const char*> {};

TEST_P(TransactionalStatement, MayRunInATransaction) {
  EXPECT_THAT(statements(GetParam()), ElementsAre(StartsWith("transactional: ")));
}

INSTANTIATE_TEST_SUITE_P(
    Statements, TransactionalStatement,
    ::testing::Values("CREATE INDEX i ON t (a)", "CREATE INDEX \"concurrently\" ON t (a)",
                      "DROP INDEX i", "REINDEX TABLE t", "REINDEX (VERBOSE) INDEX i",
                      "REINDEX (CONCURRENTLY false) TABLE t", "REINDEX (CONCURRENTLY off) TABLE t",
                      "CLUSTER t", "CLUSTER VERBOSE t USING i", "CLUSTER (VERBOSE) t",
                      "ALTER DATABASE d SET work_mem = '1MB'", "ALTER TABLE p DETACH PARTITION c",
                      "ALTER TABLE p DETACH PARTITION c FINALIZE", "ANALYZE",
                      "ALTER SUBSCRIPTION s DISABLE", "ALTER TYPE e ADD VALUE 'x'",
                      "DO $$ BEGIN /* COMMIT */ PERFORM 'COMMIT'; END $$", "SELECT 'VACUUM'",
                      "INSERT INTO t VALUES ($$CREATE INDEX CONCURRENTLY$$)", "SET LOCAL x.y = 1",
                      "SET CONSTRAINTS ALL DEFERRED", "SET TRANSACTION READ ONLY",
                      "SELECT set_config('a.b', 'c', true)", "SELECT set_config('a.b', f(), TRUE)",
                      "SELECT set_config('a.b', 'c', false), nextval('s')",
                      "SELECT set_config('a.b', x, false) FROM t", "DECLARE c CURSOR FOR SELECT 1",
                      "CREATE TABLE vacuum_log (x int)", "SAVEPOINT a"));

class SessionStatement : public ::testing::TestWithParam<const char*> {};

TEST_P(SessionStatement, IsRunAgainByAResume) {
  EXPECT_THAT(statements(GetParam()), ElementsAre(StartsWith("session: ")));
}

INSTANTIATE_TEST_SUITE_P(
    Statements, SessionStatement,
    ::testing::Values("SET search_path = a, b", "set session statement_timeout = 0", "SET ROLE r",
                      "SET SESSION AUTHORIZATION r", "SET TIME ZONE 'UTC'", "RESET ALL",
                      "SET /* LOCAL */ x.y = 1",
                      "SELECT pg_catalog.set_config('search_path', '', false)",
                      "SELECT set_config('a', 'b', false) AS a, set_config('c', (SELECT ')'), 'f')",
                      "PREPARE p AS SELECT 1", "DEALLOCATE p", "LISTEN c", "LOAD 'auto_explain'",
                      "DECLARE c CURSOR WITH HOLD FOR SELECT 1", "DISCARD PLANS"));

TEST(PostgresSection, GivesEachStatementItsPlace) {
  const std::string sql = "-- é\nSELECT 1; /* b */ VACUUM;\n";
  EXPECT_THAT(postgres_dialect().statements(sql),
              ElementsAre(SectionStatement{6, 8, StatementNature::transactional},
                          SectionStatement{24, 6, StatementNature::alone}));
}

TEST(PostgresSection, OfCommentsHasNoStatement) { EXPECT_THAT(statements("-- a\n;;"), IsEmpty()); }

TEST(PostgresSection, GivesATransactionWithoutItsCommit) {
  EXPECT_THAT(statements("VACUUM; BEGIN; SELECT 1; SELECT 2 /* c */; COMMIT; SELECT 3"),
              ElementsAre("alone: VACUUM", "transaction: BEGIN; SELECT 1; SELECT 2 /* c */",
                          "transactional: SELECT 3"));
}

TEST(PostgresSection, GivesAnEmptyTransaction) {
  EXPECT_THAT(statements("START TRANSACTION; END"), ElementsAre("transaction: START TRANSACTION"));
}

TEST(PostgresSection, TakesSavepointsForPartsOfATransaction) {
  EXPECT_THAT(statements("BEGIN; SAVEPOINT a; ROLLBACK TO a; COMMIT AND NO CHAIN"),
              ElementsAre("transaction: BEGIN; SAVEPOINT a; ROLLBACK TO a"));
}

class OtherTransaction : public ::testing::TestWithParam<const char*> {};

TEST_P(OtherTransaction, IsRunAsItStands) {
  EXPECT_THAT(statements(GetParam()), ElementsAre(std::string("alone: ") + GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Endings, OtherTransaction,
                         ::testing::Values("BEGIN; SELECT 1; ROLLBACK",
                                           "BEGIN; SELECT 1; abort work",
                                           "BEGIN; SELECT 1; PREPARE TRANSACTION 'x'",
                                           "BEGIN; SELECT 1",
                                           "BEGIN; SELECT 1; COMMIT AND CHAIN; SELECT 2; COMMIT",
                                           "BEGIN; SELECT 1; ROLLBACK AND CHAIN; SELECT 2; COMMIT",
                                           "BEGIN READ ONLY; SELECT 1; COMMIT",
                                           "BEGIN; SET TRANSACTION READ ONLY; SELECT 1; COMMIT"));

TEST(PostgresSection, GoesOnAfterATransactionThatIsRolledBack) {
  EXPECT_THAT(statements("BEGIN; ROLLBACK; BEGIN; COMMIT; SET a.b = 1"),
              ElementsAre("alone: BEGIN; ROLLBACK", "transaction: BEGIN", "session: SET a.b = 1"));
}

TEST(PostgresSection, TakesManyTransactions) {
  std::string sql;
  for (int i = 0; i < 20000; ++i) sql += "BEGIN; SELECT 1; COMMIT;\n";
  EXPECT_THAT(statements(sql), AllOf(SizeIs(20000), Each("transaction: BEGIN; SELECT 1")));
}

}  // namespace
}  // namespace migrate
