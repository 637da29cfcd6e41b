#include "db/history_sql.hpp"
#include "engine/conformance.hpp"

namespace migrate {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

/// What every engine must do alike with the history table, which holds the journal of one section:
/// row 1, still running.
class HistoryConformance : public Conformance {
 protected:
  void SetUp() override {
    Conformance::SetUp();
    history_ = {table_.schema, "migrate_history"};
    connection_->create_history(history_);
    HistoryEntry entry;
    entry.revision = "journalled";
    entry.result = HistoryResult::running;
    Batch made = batch("", {});
    made.history = HistoryWrite{history_, entry};
    connection_->run(made);
  }

  /// Runs a section that has its row in the history, beside the version row `a`.
  void run_step(const std::string& sql, Atomicity atomicity = Atomicity::own) {
    HistoryEntry entry;
    entry.revision = "step";
    entry.header = "-- it's \\n \"odd\"\r\n$$é$$\n";
    Batch made = batch(sql, {{}, {"a"}});
    made.atomicity = atomicity;
    made.history = HistoryWrite{history_, entry};
    connection_->run(made);
  }

  /// Runs a piece of a section, with which one statement of journal `row` is done.
  void run_piece(const std::string& sql, Atomicity atomicity, std::int64_t row = 1) {
    Batch made = batch(sql, {});
    made.atomicity = atomicity;
    made.history = HistoryWrite{history_, JournalMark{row, 1, {}, HistoryResult::running, ""}};
    connection_->run(made);
  }

  [[nodiscard]] std::string steps() {
    return engine_->raw("SELECT count(*) FROM migrate_history WHERE revision = 'step'");
  }
  [[nodiscard]] std::string done() {
    return engine_->raw("SELECT statements_done FROM migrate_history WHERE id = 1");
  }
  template <typename Call>
  [[nodiscard]] static Error failure_of(Call call) {
    return thrown_by([&] {
      call();
      return 0;
    });
  }

  TableName history_;
};

TEST_P(HistoryConformance, ChangesAJournalOnlyWhereItStandsAsTheRunKnowsIt) {
  Batch mark = batch("CREATE TABLE t (id INTEGER)", {});
  JournalMark second{1, 2, {}, HistoryResult::running, ""};
  second.done_before = 1;
  mark.history = HistoryWrite{history_, second};

  const Error error = failure_of([&] { connection_->run(mark); });
  EXPECT_THAT(error.what(), HasSubstr("another run has taken it up"));
  EXPECT_EQ(done(), "0");
  run_piece("CREATE TABLE t (id INTEGER)", Atomicity::own);  // nothing of the failed one stayed
  EXPECT_EQ(done(), "1");
}

TEST_P(HistoryConformance, IsThereOnceItIsMade) {
  EXPECT_TRUE(connection_->has_history(history_));
  EXPECT_FALSE(connection_->has_history({table_.schema, "other_history"}));
}

TEST_P(HistoryConformance, IsFoundBesideTheVersionTable) {
  connection_->create_versions(table_);
  const KeptTables tables = connection_->read_tables(table_, "migrate_history", {});
  EXPECT_TRUE(tables.versions.exists);
  EXPECT_EQ(tables.history.schema, table_.schema);
  EXPECT_TRUE(tables.has_history);
  EXPECT_FALSE(connection_->read_tables(table_, "other_history", {}).has_history);
  EXPECT_FALSE(connection_->read_tables(table_, "", {}).has_history);
}

TEST_P(HistoryConformance, IsFoundWhereTheVersionTableIsMissing) {
  const KeptTables tables =
      connection_->read_tables({table_.schema, "other_versions"}, "migrate_history", {});
  EXPECT_FALSE(tables.versions.exists);
  EXPECT_TRUE(tables.has_history);
}

TEST_P(HistoryConformance, IsRefusedBesideTheVersionTableWhereItLacksAColumn) {
  connection_->create_versions(table_);
  engine_->raw("ALTER TABLE migrate_history DROP COLUMN checksum");
  const Error error = failure_of(
      [&] { static_cast<void>(connection_->read_tables(table_, "migrate_history", {})); });
  EXPECT_THAT(error.what(), HasSubstr("checksum"));
}

TEST_P(HistoryConformance, MakingItTwiceKeepsItsRows) {
  run_step("");
  connection_->create_history(history_);
  EXPECT_EQ(steps(), "1");
}

TEST_P(HistoryConformance, RefusesATableThatLacksAColumn) {
  engine_->raw("ALTER TABLE migrate_history DROP COLUMN checksum");
  const Error error = failure_of([&] { static_cast<void>(connection_->has_history(history_)); });
  EXPECT_THAT(error.what(), AllOf(HasSubstr("migrate_history"), HasSubstr("checksum")));
}

TEST_P(HistoryConformance, RefusesAView) {
  engine_->raw("CREATE VIEW v AS SELECT * FROM migrate_history");
  const Error error = failure_of([&] {
    static_cast<void>(connection_->has_history({table_.schema, "v"}));
  });
  EXPECT_EQ(error.fault(), Fault::database);
}

TEST_P(HistoryConformance, WritesTheStepWithItsVersionRow) {
  run_step("INSERT INTO users VALUES (1, 'a');\n");
  EXPECT_EQ(steps() + users() + rows().at(0), "11a");
}

TEST_P(HistoryConformance, KeepsATextByteForByte) {
  run_step("");
  const Rows found =
      connection_->query("SELECT header FROM migrate_history WHERE revision = 'step'");
  EXPECT_EQ(found.at(0).at(0), "-- it's \\n \"odd\"\r\n$$é$$\n");
}

TEST_P(HistoryConformance, WritesNothingOfAStepThatFails) {
  static_cast<void>(failure_of([&] { run_step("SELECT nope FROM users;\n"); }));
  EXPECT_EQ(steps(), "0");
}

TEST_P(HistoryConformance, WritesTheStepInTheTransactionThatItJoins) {
  connection_->begin();
  run_step("INSERT INTO users VALUES (1, 'a');\n", Atomicity::joined);
  connection_->rollback();
  EXPECT_EQ(steps() + users(), "00");
}

TEST_P(HistoryConformance, WritesTheStepAfterASectionOutsideATransaction) {
  run_step("VACUUM;\n", Atomicity::none);
  EXPECT_EQ(steps() + rows().at(0), "1a");
}

TEST_P(HistoryConformance, SaysWhenAStepBeganAndEnded) {
  run_step("SELECT count(*) FROM users;\n");
  EXPECT_EQ(engine_->raw("SELECT count(*) FROM migrate_history WHERE revision = 'step' AND"
                         " started_at <= finished_at AND elapsed_ms BETWEEN 0 AND 60000"),
            "1");
}

TEST_P(HistoryConformance, MarksAStatementInItsTransaction) {
  run_piece("INSERT INTO users VALUES (1, 'a')", Atomicity::own);
  EXPECT_EQ(users() + done(), "11");
}

TEST_P(HistoryConformance, MarksNoStatementThatFails) {
  static_cast<void>(failure_of([&] { run_piece("SELECT nope FROM users", Atomicity::own); }));
  EXPECT_EQ(done(), "0");
}

TEST_P(HistoryConformance, KeepsNothingOfAStatementWhoseRowIsGone) {
  const Error error =
      failure_of([&] { run_piece("INSERT INTO users VALUES (1, 'a')", Atomicity::own, 4711); });
  EXPECT_THAT(error.what(), AllOf(HasSubstr("migrate_history"), HasSubstr("4711")));
  EXPECT_EQ(users(), "0");
}

TEST_P(HistoryConformance, MarksATransactionThatTheSectionBegan) {
  run_piece("BEGIN; INSERT INTO users VALUES (1, 'a')", Atomicity::section);
  EXPECT_EQ(users() + done(), "11");
}

TEST_P(HistoryConformance, RollsATransactionBackThatTheSectionBegan) {
  static_cast<void>(failure_of([&] {
    run_piece("BEGIN; INSERT INTO users VALUES (1, 'a'); SELECT nope FROM users",
              Atomicity::section);
  }));
  EXPECT_EQ(users() + done(), "00");
}

TEST_P(HistoryConformance, TakesATransactionOfTheSectionThatDoesNothing) {
  run_piece("BEGIN", Atomicity::section);
  run_piece("INSERT INTO users VALUES (1, 'a')", Atomicity::own);
  EXPECT_EQ(users() + done(), "11");
}

TEST_P(HistoryConformance, RunsAPieceWithNothingToWrite) {
  run("VACUUM", {}, Atomicity::none);
  EXPECT_EQ(done(), "0");
}

TEST_P(HistoryConformance, PlacesAnErrorOfAPieceInALinesMiddle) {
  const auto whole = std::make_shared<const SourceText>(
      "SELECT 'é';\nSELECT 'ü'; SELECT 1, emial FROM users; SELECT 2;\n", "x.sql", 10);
  const std::size_t offset = whole->text().find("SELECT 1");
  Batch made = batch("", {});
  made.sql = SourceText::piece(whole, offset, std::string("SELECT 1, emial FROM users").size());
  made.history = HistoryWrite{history_, JournalMark{1, 1, {}, HistoryResult::running, ""}};
  const Error error = failure_of([&] { connection_->run(made); });
  EXPECT_EQ(*error.where(), (Location{"x.sql", 11, 23}));
}

INSTANTIATE_TEST_SUITE_P(Engines, HistoryConformance, ::testing::ValuesIn(engines_to_test()),
                         engine_name);

}  // namespace
}  // namespace migrate
