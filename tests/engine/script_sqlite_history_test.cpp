#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/script_sqlite_database.hpp"

namespace migrate {
namespace {

using ::testing::HasSubstr;

constexpr char kHard[] =
    "CREATE TABLE t (a);\r\n-- it's \\ :x :'y' {CR} \xc3\xa4\n/\r\n.quit\n;\ngo\n";

class SqliteHistory : public SqliteShell {
 protected:
  /// Makes the history table and runs one revision.
  static void upgrade(Connection& connection, const std::string& from, const std::string& to,
                      const std::string& sql, Atomicity atomicity = Atomicity::own) {
    connection.create_history(kHistory);
    connection.run(with_history(upgrade_batch(from, to, sql, kTable, atomicity)));
  }

  std::string history() { return ask("SELECT revision || ' ' || result FROM migrate_history"); }
};

TEST_F(SqliteHistory, IsWrittenWithEachRevision) {
  const ProgramRun result = run(golden_script(EngineKind::sqlite));
  EXPECT_EQ(result.out + result.err, "");
  EXPECT_EQ(history(), "aaa done\nbbb done\nccc done\n");
}

TEST_F(SqliteHistory, GetsItsTableWhereAScriptDoesNotStartAtBase) {
  ask(kMakeTable + std::string("INSERT INTO migrate_version VALUES ('aaa');"));
  const ProgramRun result =
      run(script({"aaa"}, [](Connection& connection) { upgrade(connection, "aaa", "bbb", ""); }));
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(history(), "bbb done\n");
}

TEST_F(SqliteHistory, GetsNoTableWhereTheGuardStops) {
  run(script({"aaa"}, [](Connection& connection) { upgrade(connection, "aaa", "bbb", ""); }));
  EXPECT_EQ(ask("SELECT count(*) FROM sqlite_master"), "0\n");
}

TEST_F(SqliteHistory, StopsTheScriptWhereASectionIsHalfDone) {
  run(script({}, [](Connection& connection) {
    connection.create_versions(kTable);
    upgrade(connection, "", "aaa", "");
  }));
  ask("INSERT INTO migrate_history (revision, parents, kind, result, started_at, unfinished)"
      " VALUES ('bbb', 'aaa', 'upgrade', 'running', datetime(), 'bbb')");
  const ProgramRun result = run(script({"aaa"}, [](Connection& connection) {
    upgrade(connection, "aaa", "bbb", "CREATE TABLE t (a);\n", Atomicity::none);
  }));
  EXPECT_NE(result.code, 0);
  EXPECT_THAT(result.err, HasSubstr("half done; see migrate log"));
  EXPECT_EQ(ask("SELECT count(*) FROM sqlite_master WHERE name = 't'"), "0\n");
  EXPECT_EQ(rows(), "aaa\n");
}

TEST_F(SqliteHistory, HasNoRowOfARevisionThatFails) {
  run(script({}, [](Connection& connection) {
    connection.create_versions(kTable);
    upgrade(connection, "", "aaa", "CREATE TABLE t (a);\nSELECT wrong;\n");
  }));
  EXPECT_EQ(history(), "");
}

TEST_F(SqliteHistory, HasARowForASectionOutsideATransactionOnceItIsThrough) {
  run(script({}, [](Connection& connection) {
    connection.create_versions(kTable);
    upgrade(connection, "", "aaa", "VACUUM;\n", Atomicity::none);
  }));
  EXPECT_EQ(history(), "aaa done\n");
}

TEST_F(SqliteHistory, JoinsASingleTransaction) {
  run(script({}, [](Connection& connection) {
    connection.create_versions(kTable);
    connection.create_history(kHistory);
    connection.begin();
    upgrade(connection, "", "aaa", "CREATE TABLE t (a);\n", Atomicity::joined);
    upgrade(connection, "aaa", "bbb", "SELECT wrong;\n", Atomicity::joined);
    connection.commit();
  }));
  EXPECT_EQ(history(), "");
}

TEST_F(SqliteHistory, SaysHowLongTheSectionTook) {
  run(script({}, [](Connection& connection) {
    connection.create_versions(kTable);
    upgrade(connection, "", "aaa",
            "CREATE TABLE t AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
            " LIMIT 300000) SELECT i FROM n;\n");
  }));
  EXPECT_EQ(ask("SELECT elapsed_ms > 0, finished_at > started_at,"
                " julianday('now') - julianday(started_at) BETWEEN 0 AND 0.1"
                " FROM migrate_history"),
            "1|1|1\n");
}

TEST_F(SqliteHistory, OfAStampBeginsAndEndsAtOnce) {
  run(script({}, [](Connection& connection) {
    connection.create_versions(kTable);
    upgrade(connection, "", "aaa", "");
  }));
  EXPECT_EQ(ask("SELECT started_at = finished_at, elapsed_ms FROM migrate_history"), "1|0\n");
}

TEST_F(SqliteHistory, EqualsWhatAnOnlineRunWrites) {
  const auto writes = [](Connection& connection) {
    connection.create_versions(kTable);
    upgrade(connection, "", "aaa", "CREATE TABLE t (a);\r\n");
    Batch hard = with_history(upgrade_batch("aaa", "bbb", "CREATE TABLE u (a);\n", kTable));
    auto& entry = std::get<HistoryEntry>(hard.history->what);
    entry.upgrade_sql = kHard;
    entry.downgrade_sql = "a\r\nb\r\n";
    connection.run(hard);
    upgrade(connection, "bbb", "ccc", "VACUUM;\n", Atomicity::none);
  };
  const std::string online = folder_.file("online.db");
  writes(*open_database(EngineKind::sqlite, online, {})->connect(OpenMode::read_write));
  const ProgramRun result = run(script({}, writes));
  EXPECT_EQ(result.code, 0) << result.err;

  const auto online_says = [&](const std::string& sql) {
    return run_program({"sqlite3", online, sql}).out;
  };
  EXPECT_EQ(ask(kHistoryRows), online_says(kHistoryRows));
  EXPECT_THAT(ask(kHistoryRows), HasSubstr(kHard));
  EXPECT_EQ(ask(".schema"), online_says(".schema"));
  EXPECT_EQ(rows(), online_says("SELECT * FROM migrate_version"));
}

}  // namespace
}  // namespace migrate
