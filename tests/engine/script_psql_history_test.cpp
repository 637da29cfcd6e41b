#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/script_psql_database.hpp"
#include "engine/script_shells.hpp"

namespace migrate {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kHard[] =
    "SELECT 1;\r\n-- it's \\ \\q :x :'y' :\"z\" :{?w} $$ \xc3\xa4\n.\n\\connect\n;\n";

class PsqlHistory : public Psql {
 protected:
  /// Makes the history table and runs one revision.
  static void upgrade(Connection& connection, const std::string& from, const std::string& to,
                      const std::string& sql, Atomicity atomicity = Atomicity::own) {
    connection.create_history(kHistory);
    connection.run(with_history(upgrade_batch(from, to, sql, kTable, atomicity)));
  }

  static std::string upgrades_from_base(const std::string& sql) {
    return script({}, [&](Connection& connection) {
      connection.create_versions(kTable);
      upgrade(connection, "", "aaa", sql);
    });
  }

  std::string history() { return ask("SELECT revision || ' ' || result FROM migrate_history"); }
};

TEST_F(PsqlHistory, IsWrittenWithEachRevision) {
  const ProgramRun result = run(golden_script(EngineKind::postgresql));
  EXPECT_EQ(result.err, "");
  EXPECT_EQ(history(), "aaa done\nbbb done\nccc done\n");
}

TEST_F(PsqlHistory, GetsItsTableWhereAScriptDoesNotStartAtBase) {
  stand_at("('aaa')");
  const ProgramRun result =
      run(script({"aaa"}, [](Connection& connection) { upgrade(connection, "aaa", "bbb", ""); }));
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(history(), "bbb done\n");
}

TEST_F(PsqlHistory, SaysNothingWhereItsTableIsThere) {
  stand_at("('aaa')");
  run(script({"aaa"}, [](Connection& connection) { upgrade(connection, "aaa", "bbb", ""); }));
  const ProgramRun result =
      run(script({"bbb"}, [](Connection& connection) { upgrade(connection, "bbb", "ccc", ""); }));
  EXPECT_EQ(result.err, "");
  EXPECT_EQ(history(), "bbb done\nccc done\n");
}

TEST_F(PsqlHistory, GetsNoTableWhereTheGuardStops) {
  run(script({"aaa"}, [](Connection& connection) { upgrade(connection, "aaa", "bbb", ""); }));
  EXPECT_EQ(tables(), "");
}

TEST_F(PsqlHistory, StopsTheScriptWhereASectionIsHalfDone) {
  run(upgrades_from_base(""));
  ask("INSERT INTO migrate_history (revision, parents, kind, result, started_at, unfinished)"
      " VALUES ('bbb', 'aaa', 'upgrade', 'running', now(), 'bbb')");
  const ProgramRun result = run(script({"aaa"}, [](Connection& connection) {
    upgrade(connection, "aaa", "bbb", "CREATE TABLE t (a int);\n", Atomicity::none);
  }));
  EXPECT_NE(result.code, 0);
  EXPECT_THAT(result.err, HasSubstr("half done; see migrate log"));
  EXPECT_EQ(tables(), "migrate_history\nmigrate_version\n");
  EXPECT_EQ(rows(), "aaa\n");
}

TEST_F(PsqlHistory, StandsInTheSchemaOfTheVersionTable) {
  ask("CREATE SCHEMA \"S \"\"x\"");
  const TableName versions{"S \"x", "migrate_version"};
  const ProgramRun result = run(script(
      {},
      [&](Connection& connection) {
        connection.create_versions(versions);
        connection.create_history({"S \"x", "migrate_history"});
        Batch batch = with_history(
            upgrade_batch("", "aaa", "SELECT set_config('search_path', '', false);\n", versions));
        batch.history->table.schema = versions.schema;
        connection.run(batch);
      },
      versions));
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(ask("SELECT revision FROM \"S \"\"x\".migrate_history"), "aaa\n");
}

TEST_F(PsqlHistory, HasNoRowOfARevisionThatFails) {
  run(upgrades_from_base("CREATE TABLE t (a int);\nSELECT wrong;\n"));
  EXPECT_EQ(history(), "");
}

TEST_F(PsqlHistory, JoinsASingleTransaction) {
  run(script({}, [](Connection& connection) {
    connection.create_versions(kTable);
    connection.create_history(kHistory);
    connection.begin();
    upgrade(connection, "", "aaa", "CREATE TABLE t (a int);\n", Atomicity::joined);
    upgrade(connection, "aaa", "bbb", "SELECT wrong;\n", Atomicity::joined);
    connection.commit();
  }));
  EXPECT_EQ(history(), "");
}

TEST_F(PsqlHistory, SaysHowLongTheSectionTookWhateverItDoesToDates) {
  const ProgramRun result = run(upgrades_from_base(
      "SET DateStyle = 'German, DMY'; SET TimeZone = 'Asia/Kolkata';\nSELECT pg_sleep(0.05);\n"));
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(ask("SELECT elapsed_ms >= 50, finished_at - started_at >= '50 ms',"
                " now() - started_at BETWEEN '0 s' AND '1 hour' FROM migrate_history"),
            "t|t|t\n");
}

TEST_F(PsqlHistory, LetsASectionChooseItsIsolationLevel) {
  const ProgramRun result =
      run(upgrades_from_base("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;\nSELECT 1;\n"));
  EXPECT_EQ(result.code, 0) << result.err;
}

TEST_F(PsqlHistory, OfAStampBeginsAndEndsAtOnce) {
  run(upgrades_from_base(""));
  EXPECT_EQ(ask("SELECT elapsed_ms FROM migrate_history"), "0\n");
}

TEST_F(PsqlHistory, KeepsItsTextAfterASectionThatChangesTheEncoding) {
  const ProgramRun result =
      run(upgrades_from_base("SET client_encoding = 'LATIN1'; -- \xc3\xa4\n"));
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(ask("SELECT upgrade_sql FROM migrate_history"), HasSubstr("-- \xc3\xa4\n"));
}

TEST_F(PsqlHistory, KeepsItsTextWithoutStandardStrings) {
  const ProgramRun result =
      run(upgrades_from_base("SET standard_conforming_strings = off; -- \\' it's \\\\\n"));
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(ask("SELECT upgrade_sql FROM migrate_history"), HasSubstr("-- \\' it's \\\\\n"));
}

TEST_F(PsqlHistory, LeavesTheTextAloneWhateverTheCallerHasSet) {
  const ProgramRun result = run(upgrades_from_base("-- :x :'x' :\"x\"\n"), {"-v", "x=wrong"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(ask("SELECT upgrade_sql FROM migrate_history"), Not(HasSubstr("wrong")));
}

TEST_F(PsqlHistory, EqualsWhatAnOnlineRunWrites) {
  const auto writes = [](Connection& connection) {
    connection.create_versions({"public", "migrate_version"});
    connection.create_history({"public", "migrate_history"});
    const auto run = [&](Batch batch, const std::string& downgrade) {
      batch.table.schema = "public";
      batch = with_history(batch);
      batch.history->table.schema = "public";
      std::get<HistoryEntry>(batch.history->what).downgrade_sql = downgrade;
      connection.run(batch);
    };
    run(upgrade_batch("", "aaa", "CREATE TABLE t (a int);\r\n", kTable), "a\r\nb\r\n");
    run(upgrade_batch("aaa", "bbb", "CREATE TABLE u (a int);\n", kTable), kHard);
    run(upgrade_batch("bbb", "ccc", "VACUUM t;\n", kTable, Atomicity::none), "");
  };
  const ProgramRun result = run(script({}, writes));
  EXPECT_EQ(result.code, 0) << result.err;
  constexpr char kSchema[] =
      "SELECT table_name, column_name, column_default, is_nullable, data_type, is_identity"
      " FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, ordinal_position";
  const std::string offline = ask(kHistoryRows) + ask(kSchema) + rows();
  EXPECT_THAT(offline, HasSubstr(kHard));

  ask("DROP TABLE t, u, migrate_version, migrate_history");
  writes(*open_database(EngineKind::postgresql, uri(), {})->connect(OpenMode::read_write));
  EXPECT_EQ(ask(kHistoryRows) + ask(kSchema) + rows(), offline);
}

}  // namespace
}  // namespace migrate
