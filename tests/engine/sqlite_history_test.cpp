#include "engine/sqlite/sqlite_history.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "db/history_sql.hpp"
#include "engine/sqlite/sqlite_database.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const TableName kTable{"main", "migrate_history"};

class SqliteHistory : public ::testing::Test {
 protected:
  SqliteHandle handle_{":memory:", {SqliteAccess::create, {}}};

  [[nodiscard]] std::string complaint() {
    const Error error = thrown_by([&] { return has_history_table(handle_, kTable); });
    return std::string(error.what()) + " | " + error.hint();
  }

  void make_table() { handle_.execute(create_history_sql(sqlite_dialect(), kTable)); }

  /// One row as text, its columns joined by "|".
  [[nodiscard]] std::string row(const std::string& columns) {
    std::string text;
    const Rows rows = handle_.query("SELECT " + columns + " FROM migrate_history");
    for (const auto& value : rows.at(0)) {
      text += (text.empty() ? "" : "|") + value.value_or("NULL");
    }
    return text;
  }
};

TEST_F(SqliteHistory, IsMissingInAnEmptyDatabase) {
  EXPECT_FALSE(has_history_table(handle_, kTable));
}

TEST_F(SqliteHistory, IsThereOnceItIsMade) {
  make_table();
  EXPECT_TRUE(has_history_table(handle_, kTable));
}

TEST_F(SqliteHistory, IsFoundWhateverTheCaseOfItsName) {
  make_table();
  EXPECT_TRUE(has_history_table(handle_, {"main", "Migrate_History"}));
}

TEST_F(SqliteHistory, IsNotFoundInATemporaryTable) {
  handle_.execute("CREATE TEMP TABLE migrate_history (id INTEGER)");
  EXPECT_FALSE(has_history_table(handle_, kTable));
}

TEST_F(SqliteHistory, IsNoView) {
  handle_.execute("CREATE VIEW migrate_history AS SELECT 1 AS id");
  EXPECT_THAT(complaint(), AllOf(HasSubstr("migrate_history is no history table: it is a view"),
                                 HasSubstr("history_table")));
}

TEST_F(SqliteHistory, NamesTheColumnsThatItLacks) {
  make_table();
  handle_.execute("ALTER TABLE migrate_history DROP COLUMN checksum");
  handle_.execute("ALTER TABLE migrate_history DROP COLUMN error");
  EXPECT_THAT(complaint(), HasSubstr("it lacks checksum, error"));
}

TEST_F(SqliteHistory, MayHaveMoreColumns) {
  make_table();
  handle_.execute("ALTER TABLE migrate_history ADD COLUMN ticket TEXT");
  EXPECT_TRUE(has_history_table(handle_, kTable));
}

TEST_F(SqliteHistory, KeepsTheTextsAsTheyAre) {
  make_table();
  HistoryEntry entry;
  entry.revision = "a1";
  entry.header = "-- it's\r\n\"é\"";
  write_history(handle_, {kTable, entry}, "'2026-11-21 10:00:00.000'");
  EXPECT_EQ(row("revision, header, downgrade_sql"), "a1|-- it's\r\n\"é\"|NULL");
}

TEST_F(SqliteHistory, CountsTheTimeFromItsStart) {
  make_table();
  const std::string started =
      handle_.query("SELECT quote(strftime('%Y-%m-%d %H:%M:%f', 'now', '-2.5 seconds'))")
          .at(0)
          .at(0)
          .value_or("");
  write_history(handle_, {kTable, HistoryEntry()}, started);
  EXPECT_EQ(row("elapsed_ms BETWEEN 2500 AND 60000, finished_at > started_at"), "1|1");
}

TEST_F(SqliteHistory, TakesTheTimeThatWasMeasuredElsewhere) {
  make_table();
  HistoryEntry entry;
  entry.elapsed = std::chrono::milliseconds(3250);
  write_history(handle_, {kTable, entry}, "");
  EXPECT_EQ(row("elapsed_ms"), "3250");
}

TEST_F(SqliteHistory, MarksTheRowOfAJournal) {
  make_table();
  HistoryEntry entry;
  entry.result = HistoryResult::running;
  write_history(handle_, {kTable, entry}, "'2026-11-21 10:00:00.000'");
  EXPECT_EQ(row("result, finished_at, elapsed_ms"), "running|NULL|NULL");
  write_history(handle_, {kTable, JournalMark{1, 2, 3, HistoryResult::running, "why"}}, "");
  EXPECT_EQ(row("statements_done, statement_running, error"), "2|3|why");
}

TEST_F(SqliteHistory, SaysThatTheRowOfAJournalIsGone) {
  make_table();
  const Error error = thrown_by([&] {
    write_history(handle_, {kTable, JournalMark{7, 1, {}, HistoryResult::running, ""}}, "");
    return 0;
  });
  EXPECT_THAT(error.what(), AllOf(HasSubstr("migrate_history"), HasSubstr("id 7 is gone")));
}

TEST_F(SqliteHistory, SaysThatItCannotBeWritten) {
  const Error error = thrown_by([&] {
    write_history(handle_, {kTable, HistoryEntry()}, "NULL");
    return 0;
  });
  EXPECT_THAT(error.what(), HasSubstr("cannot write the history table migrate_history: no such"));
}

}  // namespace
}  // namespace migrate
