#include "engine/postgres/postgres_history.hpp"

#include <thread>

#include "db/history_sql.hpp"
#include "engine/postgres/postgres_database.hpp"
#include "engine/postgres_fixture.hpp"
#include "support/cutting_proxy.hpp"
#include "support/postgres_server.hpp"

namespace migrate {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class PostgresHistory : public PostgresTest {
 protected:
  void SetUp() override {
    PostgresTest::SetUp();
    history_ = {table_.schema, "migrate_history"};
    connection_->create_history(history_);
  }

  [[nodiscard]] static HistoryEntry entry() {
    HistoryEntry made;
    made.revision = "a";
    made.upgrade_sql = "-- migrate:upgrade\nSELECT 'é\\';\n";
    made.actor = {"bob", "web-1", "migrate 9"};
    return made;
  }

  [[nodiscard]] Batch batch(const std::string& sql, HistoryWrite write,
                            Atomicity atomicity = Atomicity::own) const {
    Batch made{"Running upgrade", SourceText(sql, "x.sql", 10), table_, {}, atomicity};
    made.history = std::move(write);
    return made;
  }

  void write(const std::string& sql, Atomicity atomicity = Atomicity::own) {
    connection_->run(batch(sql, {history_, entry()}, atomicity));
  }

  void mark(std::int64_t row) {
    JournalMark made;
    made.row = row;
    made.statements_done = 1;
    connection_->run(batch("INSERT INTO users VALUES (1);", {history_, made}));
  }

  /// The first column of the history's only row.
  [[nodiscard]] std::string shown(const std::string& column) const {
    return raw("SELECT " + column + " FROM migrate_history");
  }

  TableName history_;
};

TEST_F(PostgresHistory, IsThere) { EXPECT_TRUE(connection_->has_history(history_)); }

TEST_F(PostgresHistory, IsNotThere) { EXPECT_FALSE(connection_->has_history({"public", "other"})); }

TEST_F(PostgresHistory, IsFoundWithTheVersionTableInOneRoundTrip) {
  CuttingProxy proxy(postgres_socket());
  const auto connection =
      open_postgres(proxy.uri(raw("SELECT current_database()")), {})->connect(OpenMode::read_write);
  static_cast<void>(connection->query("SELECT 1"));  // looks at the session first
  const std::size_t before = proxy.traffic().round_trips;
  EXPECT_TRUE(connection->read_tables(table_, history_.name, {}).has_history);
  EXPECT_EQ(proxy.traffic().round_trips - before, 1U);
}

TEST_F(PostgresHistory, GivesItsRowsWithTheVersionTableInOneRoundTrip) {
  write("INSERT INTO users VALUES (1);");
  CuttingProxy proxy(postgres_socket());
  const auto connection =
      open_postgres(proxy.uri(raw("SELECT current_database()")), {})->connect(OpenMode::read_write);
  static_cast<void>(connection->query("SELECT 1"));
  const std::size_t before = proxy.traffic().round_trips;
  const KeptTables tables = connection->read_tables(table_, history_.name, "kind, error");
  EXPECT_EQ(proxy.traffic().round_trips - before, 1U);
  EXPECT_EQ(tables.history_rows, Rows({{"upgrade", std::nullopt}}));
}

TEST_F(PostgresHistory, OfAnotherSchemaThanTheVersionTablesGivesNoRows) {
  raw("CREATE SCHEMA other; CREATE TABLE other.migrate_version (version_num text); "
      "DROP TABLE public.migrate_version");
  connection_->query("SET search_path = public, other");
  EXPECT_FALSE(
      connection_->read_tables({"", "migrate_version"}, history_.name, "kind").history_rows);
}

TEST_F(PostgresHistory, IsMissedWithTheVersionTableInOneRoundTrip) {
  CuttingProxy proxy(postgres_socket());
  const auto connection =
      open_postgres(proxy.uri(raw("SELECT current_database()")), {})->connect(OpenMode::read_write);
  static_cast<void>(connection->query("SELECT 1"));
  const std::size_t before = proxy.traffic().round_trips;
  const KeptTables tables = connection->read_tables({"", "none"}, "none_either", {});
  EXPECT_EQ(proxy.traffic().round_trips - before, 1U);
  EXPECT_FALSE(tables.versions.exists);
  EXPECT_FALSE(tables.has_history);
  EXPECT_EQ(tables.versions.name.schema, "public");
}

TEST_F(PostgresHistory, IsFoundInTheSchemaOfTheVersionTableOnly) {
  raw("CREATE SCHEMA other; CREATE TABLE other.migrate_version (version_num text)");
  EXPECT_FALSE(
      connection_->read_tables({"other", "migrate_version"}, history_.name, {}).has_history);
  connection_->query("SET search_path = public, other");
  raw("DROP TABLE public.migrate_version");
  const KeptTables tables = connection_->read_tables({"", "migrate_version"}, history_.name, {});
  EXPECT_EQ(tables.versions.name.schema, "other");
  EXPECT_FALSE(tables.has_history) << "public has one, other has none";
}

TEST_F(PostgresHistory, LacksColumnsThatAreNamed) {
  raw("ALTER TABLE migrate_history DROP COLUMN checksum, DROP COLUMN error");
  EXPECT_THAT(thrown_by([&] {
                static_cast<void>(connection_->read_tables(table_, history_.name, {}));
              }).what(),
              HasSubstr("it lacks checksum, error"));
}

TEST_F(PostgresHistory, ThatAnotherSessionKeepsIsNamed) {
  const auto other = database_->connect(OpenMode::read_write);
  other->begin();
  other->query("LOCK TABLE migrate_history");
  ConnectionSettings hurried;
  hurried.lock_timeout = std::chrono::milliseconds(50);
  const auto connection = engine_->open(hurried)->connect(OpenMode::read_write);
  const Error error =
      thrown_by([&] { static_cast<void>(connection->read_tables(table_, history_.name, {})); });
  EXPECT_THAT(error.what(), HasSubstr("cannot read the history table"));
  EXPECT_THAT(error.hint(), HasSubstr("): LOCK TABLE migrate_history. Wait for that to end"));
  other->rollback();
}

TEST_F(PostgresHistory, IsNotThereInASchemaThatDoesNotExist) {
  EXPECT_FALSE(connection_->has_history({"nowhere", "migrate_history"}));
}

TEST_F(PostgresHistory, HasTheColumnsThatAreAskedFor) {
  EXPECT_EQ(raw("SELECT count(*) FROM pg_attribute WHERE attnum > 0 AND attrelid = "
                "'migrate_history'::regclass"),
            std::to_string(history_columns().size()));
}

TEST_F(PostgresHistory, MayHaveColumnsOfALaterVersion) {
  raw("ALTER TABLE migrate_history ADD COLUMN later text");
  EXPECT_TRUE(connection_->has_history(history_));
}

TEST_F(PostgresHistory, ThatLacksAColumnIsNone) {
  raw("ALTER TABLE migrate_history DROP COLUMN checksum");
  EXPECT_THAT(thrown_by([&] { static_cast<void>(connection_->has_history(history_)); }).what(),
              AllOf(HasSubstr("\"public\".\"migrate_history\""), HasSubstr("lacks checksum")));
}

TEST_F(PostgresHistory, ThatIsAViewIsNone) {
  raw("CREATE VIEW v AS SELECT * FROM migrate_history");
  EXPECT_THAT(thrown_by([&] {
                static_cast<void>(connection_->has_history({"public", "v"}));
              }).what(),
              HasSubstr("not a table"));
}

TEST_F(PostgresHistory, CanBeMadeTwice) { connection_->create_history(history_); }

TEST_F(PostgresHistory, IsNotTakenForMadeWhereATypeHasItsName) {
  raw("CREATE TYPE other AS ENUM ('x')");
  const Error error = thrown_by([&] { connection_->create_history({table_.schema, "other"}); });
  EXPECT_EQ(error.code(), "42710");
}

TEST_F(PostgresHistory, CanBeMadeByTwoAtOnce) {
  const TableName other{"public", "other"};
  for (int round = 0; round < 20; ++round) {
    const auto second = database_->connect(OpenMode::read_write);
    std::jthread thread([&] { second->create_history(other); });
    connection_->create_history(other);
    thread.join();
    EXPECT_TRUE(connection_->has_history(other));
    raw("DROP TABLE other");
  }
}

TEST_F(PostgresHistory, ThatMayNotBeMadeCanBeTurnedOff) {
  const std::string role = raw("SELECT current_database()");
  connection_->query("CREATE ROLE " + role);
  connection_->query("SET ROLE " + role);
  const Error error = thrown_by([&] { connection_->create_history({"public", "other"}); });
  connection_->query("RESET ROLE");
  connection_->query("DROP ROLE " + role);
  EXPECT_EQ(error.code(), "42501");
  EXPECT_THAT(error.hint(), HasSubstr("history_table"));
}

TEST_F(PostgresHistory, HasTheStepsTexts) {
  write("SELECT 1;");
  EXPECT_EQ(shown("upgrade_sql"), entry().upgrade_sql);
}

TEST_F(PostgresHistory, HasTheUserOfTheSession) {
  write("SELECT 1;");
  EXPECT_EQ(shown("db_user = session_user"), "t");
}

TEST_F(PostgresHistory, HasTimesThatAgree) {
  const std::string before = raw("SELECT clock_timestamp()");
  write("SELECT pg_sleep(0.02);");
  EXPECT_EQ(shown("started_at >= '" + before + "' AND finished_at <= clock_timestamp()"), "t");
  EXPECT_EQ(shown("abs(extract(epoch FROM finished_at - started_at) * 1000 - elapsed_ms) <= 5"),
            "t");
  EXPECT_EQ(shown("elapsed_ms >= 20"), "t");
}

TEST_F(PostgresHistory, CountsTheTimeOfASectionOutsideATransaction) {
  write("SELECT pg_sleep(0.02);\nSELECT 1;", Atomicity::none);
  EXPECT_EQ(shown("elapsed_ms >= 20"), "t");
}

TEST_F(PostgresHistory, CountsTheTimeOfEachJoinedSectionAlone) {
  connection_->begin();
  run("CREATE TABLE ended AS SELECT clock_timestamp() AS at FROM pg_sleep(0.02);", {},
      Atomicity::joined);
  write("SELECT 1;", Atomicity::joined);
  connection_->commit();
  EXPECT_EQ(shown("started_at >= (SELECT at FROM ended)"), "t");
}

TEST_F(PostgresHistory, GoesWithAStepThatFailed) {
  EXPECT_THROW(write("SELECT 1/0;"), Error);
  EXPECT_EQ(shown("count(*)"), "0");
}

TEST_F(PostgresHistory, TakesAMarkTogetherWithItsStatement) {
  write("SELECT 1;");
  mark(1);
  EXPECT_EQ(shown("statements_done"), "1");
  EXPECT_EQ(raw("SELECT count(*) FROM users"), "1");
}

TEST_F(PostgresHistory, ThatLostTheRowOfAMarkFailsWithItsStatement) {
  const Error error = thrown_by([&] { mark(7); });
  EXPECT_THAT(error.what(), AllOf(HasSubstr("migrate_history"), HasSubstr("id 7 is gone")));
  EXPECT_EQ(raw("SELECT count(*) FROM users"), "0");
}

TEST_F(PostgresHistory, ThatASectionDropsIsMissedByName) {
  EXPECT_THAT(thrown_by([&] { write("DROP TABLE migrate_history;"); }).what(),
              HasSubstr("cannot write the history table \"public\".\"migrate_history\""));
}

TEST_F(PostgresHistory, ThatMayNotBeWrittenSaysWhatToGrant) {
  raw("CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no' USING ERRCODE ="
      " '42501'; END $$; CREATE TRIGGER t BEFORE INSERT ON migrate_history EXECUTE FUNCTION no()");
  const Error error = thrown_by([&] { write("SELECT 1;"); });
  EXPECT_THAT(error.what(), HasSubstr("history table"));
  EXPECT_THAT(error.hint(), HasSubstr("GRANT"));
}

}  // namespace
}  // namespace migrate
