#include "engine/postgres/postgres_preamble.hpp"

#include <chrono>

#include "engine/postgres_fixture.hpp"

namespace migrate {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const TableName kTable{"public", "migrate_version"};

/// What of a section stands before the preamble.
std::string before_preamble(const std::string& section) {
  return section.substr(0, preamble_place(section));
}

std::string before_preamble_with_begin(const std::string& section) {
  return section.substr(0, preamble_place_after_begin(section));
}

TEST(PreamblePlace, IsBeforeTheSection) {
  EXPECT_EQ(before_preamble("-- a\nSET lock_timeout = 0; SELECT 1"), "");
}

TEST(PreamblePlace, IsBehindWhatMustComeBeforeAnyQuery) {
  EXPECT_EQ(
      before_preamble("-- a\nset /* b */ transaction isolation level serializable ; SELECT 1"),
      "-- a\nset /* b */ transaction isolation level serializable");
}

TEST(PreamblePlace, IsBehindAllOfThose) {
  EXPECT_EQ(before_preamble("SET TRANSACTION READ WRITE;SET LOCAL transaction_isolation = 'x'"),
            "SET TRANSACTION READ WRITE;SET LOCAL transaction_isolation = 'x'");
}

TEST(PreamblePlace, IsBehindTheSectionsOwnBegin) {
  EXPECT_EQ(before_preamble_with_begin("BEGIN ISOLATION LEVEL SERIALIZABLE /* a */;\nSELECT 1"),
            "BEGIN ISOLATION LEVEL SERIALIZABLE");
}

TEST(PreamblePlace, IsBehindABeginThatIsAll) {
  EXPECT_EQ(before_preamble_with_begin("BEGIN"), "BEGIN");
}

TEST(PreamblePlace, IsBehindWhatFollowsTheSectionsOwnBeginAndMustComeBeforeAnyQuery) {
  EXPECT_EQ(before_preamble_with_begin("BEGIN;\nSET TRANSACTION READ WRITE;\nSELECT 1"),
            "BEGIN;\nSET TRANSACTION READ WRITE");
}

TEST(Preamble, LeavesTheServersStatementTimeoutAloneWithoutOneOfOurs) {
  EXPECT_THAT(preamble_sql({5s, 0ms, true}, kTable), Not(HasSubstr("statement_timeout")));
}

TEST(Preamble, LeavesTheClientAloneWhereTheServerCannotLookForIt) {
  EXPECT_THAT(preamble_sql({5s, 0ms, false}, kTable), Not(HasSubstr("client_connection")));
}

/// Connections with limits of their own.
class PostgresLimits : public PostgresTest {
 protected:
  void connect(std::chrono::milliseconds lock_timeout,
               std::chrono::milliseconds statement_timeout = 0ms) {
    limited_ = engine_->open({{}, {}, lock_timeout, statement_timeout});
    connection_ = limited_->connect(OpenMode::read_write);
  }

  /// Notes what the server has set while a section runs.
  [[nodiscard]] std::string noted(const std::string& setting, const std::string& before = {},
                                  Atomicity atomicity = Atomicity::own) {
    run(before + "INSERT INTO users SELECT 1, current_setting('" + setting + "');", {}, atomicity);
    return raw("SELECT email FROM users");
  }

  std::unique_ptr<Database> limited_;
};

TEST_F(PostgresLimits, HoldWhileASectionRuns) {
  connect(1234ms);
  EXPECT_EQ(noted("lock_timeout"), "1234ms");
}

TEST_F(PostgresLimits, OfAStatementHoldWhileASectionRuns) {
  connect(1s, 77s);
  EXPECT_EQ(noted("statement_timeout"), "77s");
}

TEST_F(PostgresLimits, MakeTheServerLookForItsClient) {
  EXPECT_EQ(noted("client_connection_check_interval"), "2s");
}

TEST_F(PostgresLimits, OfZeroForALockBeatWhatTheServerHas) {
  raw("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET lock_timeout = 77', current_database());"
      " END $$");
  connect(0ms);
  EXPECT_EQ(noted("lock_timeout"), "0");
}

TEST_F(PostgresLimits, HoldInASectionsOwnTransaction) {
  connect(1234ms);
  EXPECT_EQ(noted("lock_timeout", "BEGIN;\n", Atomicity::section), "1234ms");
}

TEST_F(PostgresLimits, GiveWayToWhatASectionSetsItself) {
  EXPECT_EQ(noted("lock_timeout", "SET LOCAL lock_timeout = '9s';\n"), "9s");
}

TEST_F(PostgresLimits, HoldAnewInEachJoinedSection) {
  connect(1234ms);
  connection_->begin();
  run("SET LOCAL lock_timeout = '9s';", {}, Atomicity::joined);
  run("INSERT INTO users SELECT 1, current_setting('lock_timeout');", {}, Atomicity::joined);
  connection_->commit();
  EXPECT_EQ(raw("SELECT email FROM users"), "1234ms");
}

TEST_F(PostgresLimits, EndWithTheTransaction) {
  connect(1234ms, 77s);
  run("SELECT 1;");
  EXPECT_EQ(connection_->query("SELECT current_setting('lock_timeout'), "
                               "current_setting('statement_timeout'), "
                               "current_setting('client_connection_check_interval')"),
            (Rows{{"0", "0", "0"}}));
}

TEST_F(PostgresLimits, ReachedByALockLeaveNothing) {
  connect(20ms);
  const auto other = database_->connect(OpenMode::read_write);
  other->begin();
  other->query("LOCK TABLE users");
  const Error error = failure_of("CREATE TABLE t (x int);\nDROP TABLE users;", {{}, {"a"}});
  other->rollback();
  EXPECT_EQ(error.code(), "55P03");
  EXPECT_EQ(error.where()->line, 11U);
  EXPECT_EQ(raw("SELECT count(*) FROM pg_class WHERE relname = 't'"), "0");
  EXPECT_THAT(rows(), IsEmpty());
}

TEST_F(PostgresLimits, ReachedByAStatementStandAtIt) {
  connect(1s, 20ms);
  const Error error = failure_of("SELECT 1;\nSELECT pg_sleep(600);");
  EXPECT_EQ(error.where()->line, 11U);
  EXPECT_THAT(error.what(), HasSubstr("statement timeout"));
}

TEST_F(PostgresLimits, KeepAReaderFromWaitingForEver) {
  connect(20ms);
  const auto other = database_->connect(OpenMode::read_write);
  other->begin();
  other->query("LOCK TABLE migrate_version");
  const Error error = thrown_by([&] { static_cast<void>(connection_->read_versions(table_)); });
  EXPECT_EQ(error.code(), "55P03");
  EXPECT_THAT(error.what(), HasSubstr("\"public\".\"migrate_version\""));
}

TEST_F(PostgresLimits, KeepTheVersionTableFromBeingWaitedForWhenItIsWidened) {
  connect(20ms);
  const auto other = database_->connect(OpenMode::read_write);
  other->begin();
  other->query("SELECT * FROM migrate_version");
  EXPECT_EQ(thrown_by([&] { connection_->widen_versions(table_); }).code(), "55P03");
}

// Places behind the preamble ----------------------------------------------------------------------

using PostgresPreamble = PostgresTest;

TEST_F(PostgresPreamble, LetsASectionChooseItsIsolation) {
  run("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;\n"
      "INSERT INTO users SELECT 1, current_setting('transaction_isolation');");
  EXPECT_EQ(raw("SELECT email FROM users"), "serializable");
}

TEST_F(PostgresPreamble, LeavesPositionsBehindSuchAStatementRight) {
  EXPECT_EQ(*failure_of("SET TRANSACTION READ WRITE;\nSELECT 'é', emial FROM users;").where(),
            (Location{"x.sql", 11, 13}));
}

TEST_F(PostgresPreamble, LeavesPositionsInsideOfSuchAStatementRight) {
  EXPECT_EQ(failure_of("SET TRANSACTION NONSENSE;\nSELECT 1;").where()->column, 17U);
}

TEST_F(PostgresPreamble, LeavesStatementsBehindSuchAStatementRight) {
  EXPECT_EQ(failure_of("SET TRANSACTION READ WRITE;\nSELECT 1;\nSELECT 1/0;").where()->line, 12U);
}

TEST_F(PostgresPreamble, LeavesFailuresOfSuchAStatementRight) {
  EXPECT_EQ(failure_of("SELECT 1;\nSET TRANSACTION SNAPSHOT 'x';").where()->line, 11U);
}

TEST_F(PostgresPreamble, LeavesPositionsInASectionsOwnTransactionRight) {
  EXPECT_EQ(*failure_of("BEGIN;\nSELECT emial FROM users", {}, Atomicity::section).where(),
            (Location{"x.sql", 11, 8}));
}

TEST_F(PostgresPreamble, LeavesStatementsOfASectionsOwnTransactionRight) {
  EXPECT_EQ(failure_of("BEGIN;\nSELECT 1;\nSELECT 1/0", {}, Atomicity::section).where()->line, 12U);
}

TEST_F(PostgresPreamble, LeavesPositionsInAJoinedSectionRight) {
  connection_->begin();
  EXPECT_EQ(*failure_of("SELECT 1;\nSELECT emial FROM users;", {}, Atomicity::joined).where(),
            (Location{"x.sql", 11, 8}));
}

// A section's own transaction ---------------------------------------------------------------------

TEST_F(PostgresPreamble, LeavesASectionsOwnTransactionToItsVersionRowAndOurCommit) {
  run("BEGIN ISOLATION LEVEL REPEATABLE READ -- a\n;\nINSERT INTO users VALUES (1)", {{}, {"a"}},
      Atomicity::section);
  EXPECT_EQ(raw("SELECT count(*) FROM users"), "1");
  EXPECT_THAT(rows(), ElementsAre("a"));
}

TEST_F(PostgresPreamble, LeavesNothingOfASectionsOwnTransactionThatFailed) {
  static_cast<void>(failure_of("BEGIN;\nINSERT INTO users VALUES (1);\nSELECT 1/0", {{}, {"a"}},
                               Atomicity::section));
  EXPECT_EQ(raw("SELECT count(*) FROM users"), "0");
  EXPECT_THAT(rows(), IsEmpty());
}

TEST_F(PostgresPreamble, CanFollowABeginThatIsTheWholeSection) {
  run("BEGIN", {{}, {"a"}}, Atomicity::section);
  EXPECT_THAT(rows(), ElementsAre("a"));
}

}  // namespace
}  // namespace migrate
