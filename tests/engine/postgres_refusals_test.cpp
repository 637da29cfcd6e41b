#include "engine/postgres/postgres_refusals.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "engine/postgres/postgres_dialect.hpp"

namespace migrate {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<Error> refusals(const std::string& sql, Atomicity atomicity = Atomicity::own) {
  return postgres_dialect().refusals(SourceText(sql, "x.sql", 10), atomicity);
}

/// Of each refusal "line:column message".
std::vector<std::string> placed(const std::string& sql, Atomicity atomicity = Atomicity::own) {
  std::vector<std::string> result;
  for (const Error& error : refusals(sql, atomicity)) {
    result.push_back(std::to_string(error.where()->line) + ":" +
                     std::to_string(error.where()->column) + " " + error.what());
  }
  return result;
}

class RefusedTransactionControl : public ::testing::TestWithParam<const char*> {};

TEST_P(RefusedTransactionControl, IsRefusedInATransactionalSection) {
  EXPECT_THAT(placed("SELECT 'é'; /* a; */ " + std::string(GetParam())),
              ElementsAre(HasSubstr("10:22")));
}

TEST_P(RefusedTransactionControl, IsRefusedNextToSqlNewerThanTheGrammar) {
  EXPECT_THAT(refusals("SELECT 1_000;\n" + std::string(GetParam()) + ";"), SizeIs(1));
}

TEST_P(RefusedTransactionControl, IsRefusedAfterAFunctionNamedBegin) {
  const std::string function = "CREATE FUNCTION begin() RETURNS int LANGUAGE sql AS 'SELECT 1';\n";
  EXPECT_THAT(placed(function + GetParam() + ";"), ElementsAre(HasSubstr("11:1 ")));
}

TEST_P(RefusedTransactionControl, IsAllowedOutsideATransaction) {
  EXPECT_THAT(refusals(GetParam(), Atomicity::none), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Commands, RefusedTransactionControl,
                         ::testing::Values("BEGIN", "begin work",
                                           "Begin Isolation Level serializable",
                                           "START TRANSACTION", "COMMIT", "commit and chain", "END",
                                           "end transaction", "ROLLBACK", "rollback work", "ABORT",
                                           "PREPARE TRANSACTION 'x'", "COMMIT PREPARED 'x'",
                                           "ROLLBACK PREPARED 'x'"));

class RefusedInTransaction : public ::testing::TestWithParam<const char*> {};

TEST_P(RefusedInTransaction, IsRefusedInATransactionalSection) {
  EXPECT_THAT(placed("SELECT 1;\n/* a */ " + std::string(GetParam())),
              ElementsAre(AllOf(HasSubstr("11:9 "), HasSubstr("cannot run in a transaction"))));
}

TEST_P(RefusedInTransaction, IsRefusedInARunThatIsOneTransaction) {
  EXPECT_THAT(refusals(GetParam(), Atomicity::joined), SizeIs(1));
}

TEST_P(RefusedInTransaction, IsAllowedOutsideATransaction) {
  EXPECT_THAT(refusals(GetParam(), Atomicity::none), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Commands, RefusedInTransaction,
    ::testing::Values("CREATE INDEX CONCURRENTLY i ON t (a)", "drop index concurrently i",
                      "REINDEX (CONCURRENTLY) TABLE t", "REINDEX DATABASE d", "VACUUM t",
                      "ALTER SYSTEM RESET ALL", "CREATE DATABASE d", "DROP DATABASE d",
                      "DROP TABLESPACE s", "ALTER DATABASE d SET TABLESPACE s",
                      "ALTER TABLE p DETACH PARTITION c CONCURRENTLY", "CLUSTER", "DISCARD ALL",
                      "CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p"));

class AllowedStatement : public ::testing::TestWithParam<const char*> {};

TEST_P(AllowedStatement, IsNotRefused) { EXPECT_THAT(placed(GetParam()), IsEmpty()); }

INSTANTIATE_TEST_SUITE_P(
    Statements, AllowedStatement,
    ::testing::Values(
        "", ";", "-- COMMIT;",
        "SAVEPOINT a; ROLLBACK TO a; ROLLBACK WORK TO SAVEPOINT a; RELEASE a",
        "rollback transaction to a", "PREPARE p AS SELECT 1; EXECUTE p; DEALLOCATE p",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END;",
        "SELECT 0x1F; CREATE PROCEDURE p() LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END;",
        "DO $$ BEGIN PERFORM 1; END; $$;", "SELECT 'COMMIT; \\connect'; SELECT \"end\" FROM t",
        "INSERT INTO t VALUES ($$\\i$$)", "COPY t TO STDOUT", "COPY t FROM '/tmp/stdin'",
        "COPY (SELECT stdin FROM stdin) TO STDOUT",
        "CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)", "SELECT E'\\'; COMMIT;'",
        "CREATE TABLE commit_log (x int)", "SET TRANSACTION READ ONLY", "CALL p()",
        "DO $$ BEGIN COMMIT; END $$", "CLUSTER t", "CREATE INDEX i ON t (vacuum)",
        "DROP SUBSCRIPTION s", "REINDEX TABLE t", "SELECT database FROM system",
        "CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p WITH (create_slot = false)",
        "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS 'BEGIN VACUUM; END'"));

TEST(PostgresRefusals, NamesTheCommand) {
  EXPECT_THAT(placed("rollback;"), ElementsAre(HasSubstr("ROLLBACK in a section")));
}

TEST(PostgresRefusals, NameTheCommandThatCannotRunInATransaction) {
  EXPECT_THAT(placed("create unique index concurrently i on t (a);"),
              ElementsAre(HasSubstr("CREATE INDEX CONCURRENTLY cannot run in a transaction")));
}

TEST(PostgresRefusals, ShowTheMarkerToWrite) {
  EXPECT_THAT(refusals("VACUUM").at(0).hint(), HasSubstr("-- migrate:upgrade transaction:false"));
}

TEST(PostgresRefusals, AreFaultsOfTheRevision) {
  EXPECT_EQ(refusals("COMMIT").at(0).fault(), Fault::revision);
}

TEST(PostgresRefusals, RefuseAnUnclosedQuoteWhereItBegins) {
  EXPECT_THAT(placed("SELECT 1;\nSELECT 'abc;\n"),
              ElementsAre(HasSubstr("11:8 this quoted string")));
}

TEST(PostgresRefusals, RefuseAnUnclosedComment) {
  EXPECT_THAT(placed("SELECT 1; /* a /* b */\n"), ElementsAre(HasSubstr("10:11 this comment")));
}

TEST(PostgresRefusals, RefuseAnUnclosedDollarBody) {
  EXPECT_THAT(placed("DO $x$ BEGIN END $$;"), ElementsAre(HasSubstr("10:4 this dollar-quoted")));
}

TEST(PostgresRefusals, RefuseAnUnclosedIdentifierOutsideATransactionToo) {
  EXPECT_THAT(placed("SELECT \"a", Atomicity::none), ElementsAre(HasSubstr("quoted identifier")));
}

TEST(PostgresRefusals, RefuseANulByte) {
  EXPECT_THAT(placed(std::string("SELECT 1;\n\0COMMIT", 17)),
              ::testing::Contains(HasSubstr("11:1 a NUL byte")));
}

TEST(PostgresRefusals, RefuseInvalidUtf8) {
  EXPECT_THAT(placed("SELECT '\xff';"), ElementsAre(HasSubstr("10:9 not valid UTF-8")));
}

TEST(PostgresRefusals, RefuseAMetaCommandByItsName) {
  EXPECT_THAT(placed("SELECT 1;\n\\connect other\n"), ElementsAre(HasSubstr("11:1 `\\connect`")));
}

TEST(PostgresRefusals, RefuseAMetaCommandThatEndsAStatement) {
  EXPECT_THAT(placed("SELECT 1 \\gset\n"), ElementsAre(HasSubstr("10:10 `\\gset`")));
}

TEST(PostgresRefusals, RefuseCopyFromStdinInAnyCase) {
  EXPECT_THAT(placed("copy t (a, b) from STDIN with (format csv);"),
              ElementsAre(HasSubstr("10:1 COPY")));
}

TEST(PostgresRefusals, DoNotReadTheDataOfACopyAsSql) {
  EXPECT_THAT(refusals("COPY t FROM stdin;\nit's\t\\N\nCOMMIT;\n\\.\n"), SizeIs(1));
}

TEST(PostgresRefusals, ReportAllProblemsInTheirOrder) {
  EXPECT_THAT(placed("COMMIT;\n\\i x.sql\n;SELECT 'a"),
              ElementsAre(HasSubstr("COMMIT"), HasSubstr("\\i"), HasSubstr("never closed")));
}

TEST(PostgresRefusals, StopAtTen) {
  std::string sql;
  for (int i = 0; i < 100000; ++i) sql += "COMMIT;\n";
  EXPECT_THAT(refusals(sql), SizeIs(10));
}

TEST(PostgresRefusals, TakeAMegabyteOfParentheses) {
  EXPECT_THAT(refusals("SELECT " + std::string(500000, '(') + "1" + std::string(500000, ')')),
              IsEmpty());
}

TEST(PostgresDialect, QuotesAnIdentifier) {
  EXPECT_EQ(postgres_dialect().quoted_identifier("My \"t\""), "\"My \"\"t\"\"\"");
}

TEST(PostgresDialect, QuotesAString) {
  EXPECT_EQ(postgres_dialect().quoted_string("it's"), "'it''s'");
}

TEST(PostgresDialect, QuotesABackslashWhateverTheServersSettings) {
  EXPECT_EQ(postgres_dialect().quoted_string("a\\'"), "E'a\\\\'''");
}

class Conflict : public ::testing::TestWithParam<const char*> {};

TEST_P(Conflict, CanGoWellWhenItIsTriedAgain) {
  EXPECT_TRUE(postgres_dialect().is_conflict(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Codes, Conflict, ::testing::Values("55P03", "40P01", "40001"));

TEST(PostgresDialect, TakesNoOtherErrorForAConflict) {
  EXPECT_FALSE(postgres_dialect().is_conflict("23505"));
}

TEST(PostgresDialect, TakesAServerThatStartsForOneThatIsNotUpYet) {
  EXPECT_TRUE(postgres_dialect().is_not_up_yet("57P03"));
  EXPECT_FALSE(postgres_dialect().is_not_up_yet("28P01"));
}

}  // namespace
}  // namespace migrate
