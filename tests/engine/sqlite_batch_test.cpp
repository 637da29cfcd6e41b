#include "engine/sqlite/sqlite_batch.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "db/history_sql.hpp"
#include "engine/sqlite/sqlite_dialect.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using ::testing::HasSubstr;

/// A database with the journal of one section, row 1.
class SqliteBatch : public ::testing::Test {
 protected:
  SqliteBatch() {
    handle_.execute("CREATE TABLE migrate_version (version_num TEXT PRIMARY KEY)");
    handle_.execute(create_history_sql(sqlite_dialect(), kHistory));
    handle_.execute("CREATE TABLE t (x INTEGER PRIMARY KEY)");
    handle_.execute(
        "INSERT INTO migrate_history (revision, parents, kind, result, started_at)"
        " VALUES ('a', '', 'upgrade', 'running', '2026-11-21 10:00:00.000')");
  }

  const TableName kHistory{"main", "migrate_history"};
  SqliteHandle handle_{":memory:", {SqliteAccess::create, {}}};

  /// Runs the bytes from `piece` on of a section that starts at line 10, and marks one more
  /// statement as done.
  void run(const std::string& section, const std::string& piece, Atomicity atomicity) {
    const auto whole = std::make_shared<const SourceText>(section, "x.sql", 10);
    const std::size_t offset = section.find(piece);
    Batch batch{"",
                SourceText::piece(whole, offset, piece.size()),
                {"main", "migrate_version"},
                {},
                atomicity};
    if (atomicity != Atomicity::none) {
      batch.history =
          HistoryWrite{kHistory, JournalMark{1, ++done_, {}, HistoryResult::running, ""}};
    }
    run_batch(handle_, batch);
  }

  [[nodiscard]] Error failure_of(const std::string& section, const std::string& piece,
                                 Atomicity atomicity) {
    return thrown_by([&] {
      run(section, piece, atomicity);
      return 0;
    });
  }

  [[nodiscard]] std::string value(const std::string& sql) {
    return handle_.query(sql).at(0).at(0).value_or("NULL");
  }
  [[nodiscard]] std::string done() { return value("SELECT statements_done FROM migrate_history"); }
  [[nodiscard]] std::string rows() { return value("SELECT count(*) FROM t"); }

 private:
  std::size_t done_ = 0;
};

TEST_F(SqliteBatch, WritesTheMarkWithTheStatement) {
  run("SELECT 1; INSERT INTO t VALUES (1);", "INSERT INTO t VALUES (1)", Atomicity::own);
  EXPECT_EQ(rows() + done(), "11");
}

TEST_F(SqliteBatch, WritesNoMarkForAStatementThatFails) {
  static_cast<void>(
      failure_of("INSERT INTO t VALUES (1), (1)", "INSERT INTO t VALUES (1), (1)", Atomicity::own));
  EXPECT_EQ(rows() + done(), "00");
}

TEST_F(SqliteBatch, KeepsNothingOfAStatementWhoseMarkCannotBeWritten) {
  handle_.execute("DELETE FROM migrate_history");
  const Error error =
      failure_of("INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (1)", Atomicity::own);
  EXPECT_THAT(error.what(), HasSubstr("is gone"));
  EXPECT_EQ(rows(), "0");
}

TEST_F(SqliteBatch, WritesTheMarkInTheTransactionThatTheSectionBegins) {
  run("BEGIN; INSERT INTO t VALUES (1); COMMIT;", "BEGIN; INSERT INTO t VALUES (1)",
      Atomicity::section);
  EXPECT_EQ(rows() + done(), "11");
  EXPECT_FALSE(handle_.in_transaction());
}

TEST_F(SqliteBatch, RollsTheSectionsTransactionBack) {
  static_cast<void>(failure_of("BEGIN; INSERT INTO t VALUES (1); INSERT INTO t VALUES (1)",
                               "BEGIN; INSERT INTO t VALUES (1); INSERT INTO t VALUES (1)",
                               Atomicity::section));
  EXPECT_EQ(rows() + done(), "00");
  EXPECT_FALSE(handle_.in_transaction());
}

TEST_F(SqliteBatch, LetsNoOtherStatementEndTheSectionsTransaction) {
  const Error error =
      failure_of("BEGIN; INSERT INTO t VALUES (1);\nCOMMIT; SELECT 1",
                 "BEGIN; INSERT INTO t VALUES (1);\nCOMMIT; SELECT 1", Atomicity::section);
  EXPECT_EQ(error.where()->line, 11U);
  EXPECT_EQ(rows() + done(), "00");
}

TEST_F(SqliteBatch, RunsAPieceAloneWithoutATransaction) {
  run("SELECT 1; VACUUM; SELECT 2", "VACUUM", Atomicity::none);
  EXPECT_EQ(done(), "0");
}

TEST_F(SqliteBatch, PlacesAnErrorInAPieceInALinesMiddle) {
  const Error error = failure_of("SELECT 'é';\nSELECT 1; SELECT nope FROM t; SELECT 2",
                                 "SELECT nope FROM t", Atomicity::own);
  EXPECT_EQ(*error.where(), (Location{"x.sql", 11, 18}));
  EXPECT_EQ(error.excerpt(), "SELECT 1; SELECT nope FROM t; SELECT 2");
  EXPECT_EQ(error.caret(), 18U);
}

TEST_F(SqliteBatch, NamesTheLineOfAPieceThatFailsWhileItRuns) {
  const Error error = failure_of("SELECT 1;\nSELECT 2; INSERT INTO t VALUES (1), (1);",
                                 "INSERT INTO t VALUES (1), (1)", Atomicity::none);
  EXPECT_EQ(*error.where(), (Location{"x.sql", 11, 0}));
}

TEST_F(SqliteBatch, SaysHowLongAStepTookAlsoInAJoinedTransaction) {
  handle_.execute("BEGIN IMMEDIATE");
  const std::string busy =
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000)"
      " SELECT max(i) FROM n;";
  Batch batch{"",          SourceText(busy, "x.sql"), {"main", "migrate_version"},
              {{}, {"b"}}, Atomicity::joined,         HistoryWrite{kHistory, HistoryEntry()}};
  run_batch(handle_, batch);
  handle_.execute("COMMIT");
  EXPECT_EQ(value("SELECT elapsed_ms > 0 AND elapsed_ms < 60000 AND finished_at > started_at"
                  " AND started_at > datetime('now', '-1 minute') FROM migrate_history"
                  " WHERE id = 2"),
            "1");
}

}  // namespace
}  // namespace migrate
