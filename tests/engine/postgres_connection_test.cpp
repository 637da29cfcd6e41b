#include "engine/postgres/postgres_connection.hpp"

#include <stdexcept>
#include <thread>

#include "engine/postgres_fixture.hpp"

namespace migrate {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

using PostgresErrors = PostgresTest;
using PostgresTransactions = PostgresTest;
using PostgresNotes = PostgresTest;
using PostgresVersions = PostgresTest;
using PostgresSessions = PostgresTest;

Location at(std::size_t line, std::size_t column) { return {"x.sql", line, column}; }

// Places ------------------------------------------------------------------------------------------

TEST_F(PostgresErrors, HaveTheServersCode) {
  EXPECT_EQ(failure_of("SELECT emial FROM users;").code(), "42703");
}

TEST_F(PostgresErrors, HaveTheServersHint) {
  EXPECT_THAT(failure_of("SELECT emial FROM users;").hint(), HasSubstr("users.email"));
}

TEST_F(PostgresErrors, HaveTheServersDetailAsANote) {
  EXPECT_THAT(failure_of("INSERT INTO users VALUES (1), (1);").notes(),
              ElementsAre("DETAIL: Key (id)=(1) already exists."));
}

TEST_F(PostgresErrors, SayWhereInABodyTheyHappened) {
  EXPECT_THAT(failure_of("DO $$\nBEGIN\n  RAISE 'no';\nEND $$;").notes(),
              ElementsAre("CONTEXT: PL/pgSQL function inline_code_block line 3 at RAISE"));
}

TEST_F(PostgresErrors, OfABodyStandAtItsStatement) {
  EXPECT_EQ(*failure_of("SELECT 1;\n\nDO $$\nBEGIN\n  PERFORM emial FROM users;\nEND $$;").where(),
            at(12, 0));
}

TEST_F(PostgresErrors, OfSyntaxAreFoundBeforeAnythingRuns) {
  EXPECT_EQ(*failure_of("CREATE TABLE é (x int);\nCREATE TABEL t ();").where(), at(11, 8));
}

TEST_F(PostgresErrors, OfAStatementWithoutAnEndStandAtTheEndOfTheSection) {
  EXPECT_EQ(*failure_of("SELECT 1;\nCREATE TABLE t (x int\n\n").where(), at(11, 21));
}

TEST_F(PostgresErrors, CountCharactersOutsideTheBasicPlane) {
  EXPECT_EQ(*failure_of("SELECT '😀', emial FROM users").where(), at(10, 13));
}

TEST_F(PostgresErrors, StandAtTheStatementThatFailedWhileItRan) {
  EXPECT_EQ(*failure_of("SELECT 1;;\n/* a */ SELECT 2; -- b\n-- c\nSELECT 1/0;\nSELECT 3;").where(),
            at(13, 0));
}

TEST_F(PostgresErrors, StandAtTheRightStatementAfterARuleThatReturnsRows) {
  raw("CREATE TABLE t (x int); CREATE RULE a AS ON INSERT TO t DO ALSO SELECT 1;"
      "CREATE RULE b AS ON INSERT TO t DO ALSO (SELECT 2; SELECT 3)");
  EXPECT_EQ(
      *failure_of("INSERT INTO t VALUES (1);\nSELECT 1;\nSELECT 1/(count(*) - 1) FROM t;").where(),
      at(12, 0));
}

TEST_F(PostgresErrors, StandAtTheRightStatementAfterARuleThatDoesNothing) {
  raw("CREATE TABLE t (x int); CREATE RULE a AS ON INSERT TO t DO INSTEAD NOTHING");
  EXPECT_EQ(*failure_of("INSERT INTO t VALUES (1);\nSELECT 1;\nSELECT 1/count(*) FROM t;").where(),
            at(12, 0));
}

TEST_F(PostgresErrors, StandAtTheRightStatementAfterACopy) {
  EXPECT_EQ(*failure_of("COPY users TO STDOUT;\nSELECT 1;\nSELECT 1/0;").where(), at(12, 0));
}

TEST_F(PostgresErrors, StandAtTheRightStatementAfterAnAtomicBody) {
  EXPECT_EQ(
      *failure_of("CREATE FUNCTION f() RETURNS int LANGUAGE sql\nBEGIN ATOMIC SELECT 1; SELECT 2; "
                  "END;\nSELECT 1/0;")
           .where(),
      at(12, 0));
}

TEST_F(PostgresErrors, OfSqlThatTheGrammarDoesNotKnowStandWhereTheServerSays) {
  EXPECT_EQ(*failure_of("SELECT 1;\nSELECT 0x1F;").where(), at(11, 8));
}

TEST_F(PostgresErrors, OfADeferredConstraintNameOnlyTheFile) {
  raw("CREATE TABLE t (id int REFERENCES users DEFERRABLE INITIALLY DEFERRED)");
  EXPECT_EQ(*failure_of("SELECT 1;\nINSERT INTO t VALUES (7);\n", {{}, {"a"}}).where(), at(0, 0));
}

TEST_F(PostgresErrors, OfADeferredConstraintLeaveNothing) {
  raw("CREATE TABLE t (id int REFERENCES users DEFERRABLE INITIALLY DEFERRED)");
  static_cast<void>(failure_of("INSERT INTO t VALUES (7);\n", {{}, {"a"}}));
  EXPECT_THAT(rows(), IsEmpty());
}

TEST_F(PostgresErrors, OfCopyFromStdinDoNotHang) {
  EXPECT_EQ(*failure_of("SELECT 1;\nCOPY users FROM stdin;").where(), at(11, 0));
}

TEST_F(PostgresErrors, InABodyLeftOpenNameTheFile) {
  const Error error =
      failure_of("CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1", {{}, {"a"}});
  EXPECT_EQ(error.where()->file, "x.sql");
}

TEST_F(PostgresErrors, NeverShowAPasswordInTheirExcerpt) {
  const Error error = failure_of("DO $$ BEGIN ALTER ROLE nobody PASSWORD 's3cret'; END $$;");
  EXPECT_THAT(error.excerpt(), AllOf(HasSubstr("'***'"), Not(HasSubstr("s3cret"))));
}

TEST_F(PostgresErrors, NeverShowAPasswordInTheirContext) {
  const Error error = failure_of("DO $$ BEGIN ALTER ROLE nobody PASSWORD 's3cret'; END $$;");
  EXPECT_THAT(error.notes(), ElementsAre(AllOf(HasSubstr("ALTER ROLE"), Not(HasSubstr("s3cret")))));
}

TEST_F(PostgresErrors, OfARevisionThatReadsRowsOnAJoinedConnectionHaveAPlace) {
  connection_->begin();
  EXPECT_EQ(*failure_of("SELECT 1;\nSELECT emial FROM users;", {}, Atomicity::joined).where(),
            at(11, 8));
}

TEST_F(PostgresErrors, WhileRunningOnAJoinedConnectionStandAtTheirStatement) {
  connection_->begin();
  EXPECT_EQ(*failure_of("SELECT 1;\nSELECT 1/0;", {}, Atomicity::joined).where(), at(11, 0));
}

TEST_F(PostgresErrors, OutsideATransactionStandAtTheirStatement) {
  EXPECT_EQ(*failure_of("VACUUM;\n-- é\n  SELECT 1/0;", {}, Atomicity::none).where(), at(12, 0));
}

TEST_F(PostgresErrors, InASectionThatTheGrammarDoesNotKnowStandAtTheirStatement) {
  EXPECT_EQ(*failure_of("VACUUM;\n SELECT 0x1F;", {}, Atomicity::none).where(), at(11, 9));
}

// Transactions ------------------------------------------------------------------------------------

TEST_F(PostgresTransactions, AProcedureCannotCommitInASection) {
  raw("CREATE PROCEDURE p() LANGUAGE plpgsql AS 'BEGIN COMMIT; END'");
  EXPECT_EQ(failure_of("INSERT INTO users VALUES (1);\nCALL p();").code(), "2D000");
}

TEST_F(PostgresTransactions, ASectionThatEndsItsTransactionIsNoSuccess) {
  EXPECT_THAT(failure_of("INSERT INTO users VALUES (1);\nCOMMIT;\nSELECT 1;", {{}, {"a"}}).what(),
              HasSubstr("ended the transaction"));
}

TEST_F(PostgresTransactions, ASectionThatEndsItsTransactionAndBeginsAnotherIsNoSuccess) {
  EXPECT_THAT(failure_of("COMMIT;\nBEGIN;\nSELECT 1;", {{}, {"a"}}).what(),
              HasSubstr("ended the transaction"));
}

TEST_F(PostgresTransactions, ASectionThatRollsItsTransactionBackIsNoSuccess) {
  EXPECT_THAT(failure_of("ROLLBACK;", {{}, {"a"}}).what(), HasSubstr("ended the transaction"));
}

TEST_F(PostgresTransactions, AFailureAfterACommitSaysThatPartOfItStays) {
  EXPECT_THAT(failure_of("COMMIT;\nSELECT 1/0;").notes(), Contains(HasSubstr("stays")));
}

TEST_F(PostgresTransactions, AJoinedSectionThatEndsTheTransactionIsNoSuccess) {
  connection_->begin();
  EXPECT_THAT(failure_of("COMMIT;", {}, Atomicity::joined).what(),
              HasSubstr("ended the transaction"));
}

TEST_F(PostgresTransactions, ACommitAfterAFailureSaysThatNothingWasCommitted) {
  connection_->begin();
  static_cast<void>(failure_of("SELECT 1/0;", {}, Atomicity::joined));
  EXPECT_THAT(thrown_by([&] { connection_->commit(); }).what(), HasSubstr("rolled back"));
}

TEST_F(PostgresTransactions, ACommitPassesOnWhatADeferredConstraintSays) {
  raw("CREATE TABLE t (id int REFERENCES users DEFERRABLE INITIALLY DEFERRED)");
  connection_->begin();
  run("INSERT INTO t VALUES (7);", {}, Atomicity::joined);
  EXPECT_EQ(thrown_by([&] { connection_->commit(); }).code(), "23503");
}

TEST_F(PostgresTransactions, AFailureInASectionsOwnTransactionRollsThatBack) {
  static_cast<void>(failure_of("BEGIN;\nINSERT INTO users VALUES (1);\nSELECT 1/0;\nCOMMIT;", {},
                               Atomicity::none));
  EXPECT_EQ(raw("SELECT count(*) FROM users"), "0");
}

TEST_F(PostgresTransactions, ReadingAMissingTableLeavesTheOpenTransactionAsItIs) {
  connection_->begin();
  EXPECT_FALSE(connection_->read_versions({"", "missing"}).exists);
  run("INSERT INTO users VALUES (1);", {}, Atomicity::joined);
  connection_->commit();
}

TEST_F(PostgresTransactions, ReadingRowsLeavesTheOpenTransactionFitToWrite) {
  connection_->begin();
  static_cast<void>(rows());
  run("INSERT INTO users VALUES (1);", {}, Atomicity::joined);
  connection_->commit();
  EXPECT_EQ(raw("SELECT count(*) FROM users"), "1");
}

// Notices -----------------------------------------------------------------------------------------

TEST_F(PostgresNotes, ArePassedOn) {
  run("DROP TABLE IF EXISTS nothing;");
  EXPECT_THAT(notices_, ElementsAre("NOTICE: table \"nothing\" does not exist, skipping"));
}

TEST_F(PostgresNotes, HaveTheirDetailAndHint) {
  run("DO $$ BEGIN RAISE WARNING 'a' USING DETAIL = 'b', HINT = 'c'; END $$;");
  EXPECT_THAT(notices_, ElementsAre("WARNING: a\nDETAIL: b\nHINT: c"));
}

TEST_F(PostgresNotes, OfAVersionTableThatIsThereAreLeftOut) {
  connection_->create_versions(table_);
  EXPECT_THAT(notices_, IsEmpty());
}

TEST_F(PostgresNotes, AListenersExceptionEndsTheSectionAndItsTransaction) {
  const auto database =
      engine_->open({{}, [](std::string_view) { throw std::runtime_error("enough"); }});
  const auto connection = database->connect(OpenMode::read_write);
  const Batch batch{
      "",
      SourceText("INSERT INTO users VALUES (1); DO $$ BEGIN RAISE NOTICE 'a'; END $$; "
                 "SELECT pg_sleep(600);",
                 "x.sql"),
      table_,
      {},
      Atomicity::own};
  EXPECT_THROW(connection->run(batch), std::runtime_error);
  EXPECT_EQ(connection->query("SELECT count(*) FROM users"), (Rows{{"0"}}));
}

// The version table -------------------------------------------------------------------------------

TEST_F(PostgresVersions, AreFoundInASchemaOfTheSearchPath) {
  raw("CREATE SCHEMA \"Odd Schema\"; CREATE TABLE \"Odd Schema\".v (version_num varchar(32) "
      "PRIMARY KEY);"
      "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = public, \"Odd Schema\"',"
      " current_database()); END $$");
  const auto connection = database_->connect(OpenMode::read_only);
  EXPECT_EQ(connection->read_versions({"", "v"}).name, (TableName{"Odd Schema", "v"}));
}

TEST_F(PostgresVersions, OfASchemaThatDoesNotExistAreMissing) {
  EXPECT_FALSE(connection_->read_versions({"nowhere", "v"}).exists);
}

TEST_F(PostgresVersions, CannotBeMadeInASchemaThatDoesNotExist) {
  EXPECT_THAT(thrown_by([&] {
                connection_->create_versions({"nowhere", "v"});
              }).hint(),
              HasSubstr("CREATE SCHEMA \"nowhere\""));
}

TEST_F(PostgresVersions, CannotBeMadeByARoleThatMayNotCreate) {
  const std::string role = raw("SELECT current_database()");
  connection_->query("CREATE ROLE " + role);
  connection_->query("SET ROLE " + role);
  const Error error = thrown_by([&] { connection_->create_versions({"public", "v"}); });
  connection_->query("RESET ROLE");
  connection_->query("DROP ROLE " + role);
  EXPECT_EQ(error.code(), "42501");
  EXPECT_THAT(error.hint(), HasSubstr("migrate ensure-version"));
}

TEST_F(PostgresVersions, HaveNoPlaceWithoutASchema) {
  run("SELECT set_config('search_path', '', false);");
  const Error error = thrown_by([&] { static_cast<void>(connection_->read_versions({"", "v"})); });
  EXPECT_THAT(error.hint(), HasSubstr("version_table_schema"));
}

TEST_F(PostgresVersions, OfAnyLengthFitAColumnOfText) {
  raw("CREATE TABLE t (version_num text PRIMARY KEY)");
  EXPECT_EQ(connection_->read_versions({"", "t"}).width, 255U);
}

TEST_F(PostgresVersions, AreNoNumbers) {
  raw("CREATE TABLE t (version_num int PRIMARY KEY)");
  EXPECT_THAT(thrown_by([&] {
                static_cast<void>(connection_->read_versions({"", "t"}));
              }).what(),
              HasSubstr("int4"));
}

TEST_F(PostgresVersions, ThatAnotherProgramTookAwayAreNamed) {
  EXPECT_THAT(failure_of("SELECT 1;", {{"gone1"}, {"b"}}).what(),
              AllOf(HasSubstr("another program"), HasSubstr("gone1"), HasSubstr("is gone")));
}

TEST_F(PostgresVersions, ThatAnotherProgramAddedAreNamed) {
  raw("INSERT INTO migrate_version VALUES ('a'), ('b')");
  EXPECT_THAT(failure_of("SELECT 1;", {{"a"}, {"b"}}).what(),
              AllOf(HasSubstr("another program"), HasSubstr("row b is there already")));
}

TEST_F(PostgresVersions, ThatAreThereTwiceAreCounted) {
  raw("CREATE TABLE t (version_num text); INSERT INTO t VALUES ('a'), ('a')");
  table_ = connection_->read_versions({"", "t"}).name;
  static_cast<void>(failure_of("", {{"a"}, {"b"}}));
  EXPECT_THAT(rows(), ElementsAre("a", "a"));
}

TEST_F(PostgresVersions, ThatMayNotBeChangedSayWhy) {
  raw("CREATE TRIGGER t BEFORE INSERT ON migrate_version EXECUTE FUNCTION "
      "suppress_redundant_updates_trigger()");
  EXPECT_THAT(failure_of("", {{}, {"a"}}).what(), HasSubstr("cannot change the version table"));
}

TEST_F(PostgresVersions, ThatASectionDropsAreMissedByName) {
  EXPECT_THAT(failure_of("DROP TABLE migrate_version;", {{}, {"a"}}).what(),
              HasSubstr("\"public\".\"migrate_version\""));
}

TEST_F(PostgresVersions, CanBeReadByARoleThatMayDoNothingElse) {
  run("", {{}, {"a"}});
  connection_->query("CREATE ROLE " + raw("SELECT current_database()"));
  connection_->query("GRANT SELECT ON migrate_version TO " + raw("SELECT current_database()"));
  connection_->query("SET ROLE " + raw("SELECT current_database()"));
  EXPECT_THAT(connection_->read_versions({"", "migrate_version"}).ids, ElementsAre("a"));
  connection_->query("RESET ROLE");
  connection_->query("REVOKE ALL ON migrate_version FROM " + raw("SELECT current_database()"));
  connection_->query("DROP ROLE " + raw("SELECT current_database()"));
}

TEST_F(PostgresVersions, CanBeReadOnASessionThatIsReadOnly) {
  connection_->query("SET default_transaction_read_only = on");
  EXPECT_THAT(rows(), IsEmpty());
}

// Sessions ----------------------------------------------------------------------------------------

TEST_F(PostgresSessions, ThatAreReadOnlyLeaveNoSettingBehind) {
  const auto reader = database_->connect(OpenMode::read_only);
  reader->query("SELECT 1");
  EXPECT_EQ(reader->query("SHOW default_transaction_read_only"), (Rows{{"off"}}));
}

TEST_F(PostgresSessions, ThatTheServerEndsSayThatAllWasRolledBack) {
  const Error error = failure_of(
      "INSERT INTO users VALUES (1);\nSELECT pg_terminate_backend(pg_backend_pid());", {{}, {"a"}});
  EXPECT_THAT(error.what() + error.hint(), AllOf(HasSubstr("lost"), HasSubstr("rolled back")));
}

TEST_F(PostgresSessions, ThatWereLostAreNotReplaced) {
  static_cast<void>(failure_of("SELECT pg_terminate_backend(pg_backend_pid());"));
  EXPECT_THAT(thrown_by([&] { connection_->query("SELECT 1"); }).what(), HasSubstr("lost"));
}

TEST_F(PostgresSessions, ThatWereLostRunNothing) {
  raw("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
      " AND pid <> pg_backend_pid()");
  EXPECT_THAT(failure_of("SELECT 1;").what(), HasSubstr("lost"));
}

TEST_F(PostgresSessions, SpeakUtf8AgainAfterASectionThatChangedIt) {
  run("SET client_encoding = 'LATIN1';");
  run("INSERT INTO users VALUES (1, 'é');");
  EXPECT_EQ(raw("SELECT length(email) FROM users"), "1");
}

TEST_F(PostgresSessions, StopAQuestionThatWaits) {
  std::stop_source source;
  const auto connection = engine_->open({source.get_token(), {}})->connect(OpenMode::read_write);
  const std::jthread stopper([&](const std::stop_token& finished) {
    while (!finished.stop_requested() && !engine_->is_at_work()) std::this_thread::yield();
    source.request_stop();
  });
  EXPECT_EQ(thrown_by([&] { connection->query("SELECT pg_sleep(600) AS endless"); }).fault(),
            Fault::cancelled);
}

TEST_F(PostgresSessions, ATimeoutOfTheServerIsNoStop) {
  EXPECT_EQ(failure_of("SET statement_timeout = 1; SELECT pg_sleep(600);").fault(),
            Fault::database);
}

}  // namespace
}  // namespace migrate
