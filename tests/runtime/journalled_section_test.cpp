#include "runtime/journalled_section.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "runtime/journalled_section_fixture.hpp"

namespace migrate {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

TEST_F(JournalledSectionTest, DoesNotBeginWhatAnotherHasDoneSinceItWasPlanned) {
  upgrade("a");
  hooks.before = [this, is_first = true](std::string_view call) mutable {
    if (call == "begin" && std::exchange(is_first, false))
      sql("UPDATE migrate_version SET version_num = 'b'");
  };
  upgrade();

  EXPECT_THAT(rows(), ElementsAre("c"));
  EXPECT_THAT(seen(), IsEmpty());
  EXPECT_THAT(recorder.events, Contains(HasSubstr("moved by others and is at b")));
  EXPECT_THAT(history_rows("revision, result"), ElementsAre("a|done", "c|done"));
}

TEST_F(JournalledSectionTest, RunsEveryStatementOnce) {
  EXPECT_THAT(upgrade().after, ElementsAre("c"));

  EXPECT_THAT(seen(), ElementsAre("2", "4"));
  EXPECT_THAT(history_rows("revision, result, statements_done, statement_running, error"),
              ElementsAre("a|done|0|NULL|NULL", "b|done|4|NULL|NULL", "c|done|0|NULL|NULL"));
}

TEST_F(JournalledSectionTest, SaysWhichStatementFailedAndWhatStays) {
  set_section("INSERT INTO seen VALUES (2);\nFAIL;\n");
  const auto failed = thrown_by<PartialFailure>([&] { return upgrade(); });

  EXPECT_EQ(*failed.where(), (Location{"b.sql", 9, 1}));
  EXPECT_THAT(failed.notes(),
              ElementsAre("Revision b runs outside a transaction: statement 3 of 3 (b.sql:9) "
                          "failed; the 2 before it have run and stay; the next `migrate upgrade` "
                          "goes on from there. The database is at a."));
}

TEST_F(JournalledSectionTest, LeavesAJournalOfAFailure) {
  set_section("INSERT INTO seen VALUES (2);\nFAIL;\n");
  EXPECT_THROW(upgrade(), PartialFailure);

  EXPECT_THAT(history_rows("result, statements_done, error").back(),
              StartsWith("running|2|b.sql:9:1: near \"FAIL\""));
}

TEST_F(JournalledSectionTest, GoesOnWithTheStatementThatFailed) {
  set_section("INSERT INTO seen VALUES (2);\nINSERT INTO seen SELECT x FROM late;\n");
  EXPECT_THROW(upgrade(), PartialFailure);
  sql("CREATE TABLE late AS SELECT 3 AS x");

  EXPECT_THAT(upgrade().after, ElementsAre("c"));
  EXPECT_THAT(seen(), ElementsAre("2", "3"));
  EXPECT_THAT(recorder.events, Contains("resuming b at 3"));
  EXPECT_THAT(history_rows("revision, result"), ElementsAre("a|done", "b|done", "c|done"));
}

TEST_F(JournalledSectionTest, KeepsTheFileThatWasFinallyApplied) {
  set_section("INSERT INTO seen VALUES (2);\nFAIL;\n");
  EXPECT_THROW(upgrade(), PartialFailure);
  set_section("insert into seen values (2); -- as before\nINSERT INTO seen VALUES (3);\n");
  upgrade();

  EXPECT_THAT(seen(), ElementsAre("2", "3"));
  EXPECT_THAT(history_rows("revision, result, statements_done"),
              ElementsAre("a|done|0", "b|failed|2", "b|done|3", "c|done|0"));
  EXPECT_THAT(history_rows("error")[1], StartsWith("superseded: "));
  EXPECT_THAT(history_rows("upgrade_sql")[2], HasSubstr("as before"));
}

TEST_F(JournalledSectionTest, IsNotBlamedForChangesOnceItIsApplied) {
  set_section("INSERT INTO seen VALUES (2);\nFAIL;\n");
  EXPECT_THROW(upgrade(), PartialFailure);
  set_section("INSERT INTO seen VALUES (2);\n");
  upgrade("b");

  EXPECT_THAT(upgrade().after, ElementsAre("c"));
}

TEST_F(JournalledSectionTest, GoesOnWithADowngradeToo) {
  history.with_sections("b",
                        "-- migrate:upgrade\nCREATE TABLE t_b (x INTEGER);\n"
                        "-- migrate:downgrade transaction:false\nINSERT INTO seen VALUES (-1);\n"
                        "INSERT INTO seen SELECT x FROM late;\nDROP TABLE t_b;\n");
  upgrade("b");
  EXPECT_THROW(downgrade("a"), PartialFailure);
  EXPECT_THAT(thrown_by([&] { return upgrade(); }).what(),
              HasSubstr("the downgrade of revision b"));
  sql("CREATE TABLE late AS SELECT -2 AS x");

  EXPECT_THAT(downgrade("a").after, ElementsAre("a"));
  EXPECT_THAT(seen(), ElementsAre("-1", "-2"));
}

TEST_F(JournalledSectionTest, SetsUpTheSessionAgain) {
  set_section(
      "PRAGMA case_sensitive_like = ON;\nINSERT INTO seen SELECT x FROM late;\n"
      "INSERT INTO seen SELECT 'a' LIKE 'A';\n");
  EXPECT_THROW(upgrade(), PartialFailure);
  sql("CREATE TABLE late AS SELECT 2 AS x");
  upgrade();

  EXPECT_THAT(seen(), ElementsAre("2", "0"));
}

TEST_F(JournalledSectionTest, RunsATransactionOfItsOwnWhole) {
  set_section(
      "BEGIN;\nINSERT INTO seen VALUES (2);\nINSERT INTO seen SELECT x FROM late;\nCOMMIT;\n");
  EXPECT_THROW(upgrade(), PartialFailure);
  EXPECT_THAT(seen(), IsEmpty());
  sql("CREATE TABLE late AS SELECT 3 AS x");
  upgrade();

  EXPECT_THAT(seen(), ElementsAre("2", "3"));
}

TEST_F(JournalledSectionTest, AsksAboutAStatementOfWhichNobodyCanTell) {
  set_section("VACUUM INTO '" + folder.file("copy.db") + "';\n");
  hooks.after = [runs = 0](std::string_view call) mutable {
    if (call == "run" && ++runs == 4) throw Killed();  // a; the first statement; mark; the piece
  };
  EXPECT_THROW(upgrade(), Killed);
  hooks.after = [](std::string_view) {};
  const Error error = thrown_by([&] { return upgrade(); });

  EXPECT_EQ(error.fault(), Fault::database);
  EXPECT_THAT(error.what(), HasSubstr("it is not known whether statement 2 of revision b is done"));
  EXPECT_EQ(error.where()->line, 8U);
  EXPECT_THAT(error.hint(), HasSubstr("migrate repair --done b"));
  EXPECT_THAT(history_rows("statements_done, statement_running, result").back(), "1|2|running");
}

/// `b` ends with a statement that fails, of which nobody can tell what it left.
class UndecidedSectionTest : public JournalledSectionTest {
 protected:
  UndecidedSectionTest() {
    set_section("VACUUM INTO '" + folder.file("copy.db") + "';\n");
    std::ofstream(folder.file("copy.db")) << "in the way";
  }
};

TEST_F(UndecidedSectionTest, SaysWhoHasToDecide) {
  const auto failed = thrown_by<PartialFailure>([&] { return upgrade(); });

  EXPECT_THAT(failed.notes(),
              ElementsAre("Revision b runs outside a transaction: statement 2 of 2 (b.sql:8) "
                          "failed; the 1 before it has run and stays; nobody can tell how much of "
                          "it is done: look, then say so with `migrate repair --done b` (the next "
                          "`migrate upgrade` goes on behind it) or `migrate repair --retry b` (it "
                          "runs it again). The database is at a."));
}

TEST_F(UndecidedSectionTest, SaysNextTimeThatItFailedAndWhy) {
  const auto failed = thrown_by<PartialFailure>([&] { return upgrade(); });
  const Error error = thrown_by([&] { return upgrade(); });

  EXPECT_THAT(error.what(), StartsWith("it is not known whether statement 2 of revision b is done: "
                                       "it failed, outside any transaction: b.sql:8: " +
                                       std::string(failed.what())));
  EXPECT_THAT(error.hint(), HasSubstr("migrate repair --retry b"));
  EXPECT_THAT(error.notes(), ElementsAre("Revision b is half done as before: nothing more of it "
                                         "was run. The database is at a."));
}

TEST_F(UndecidedSectionTest, KeepsTheErrorInItsJournal) {
  EXPECT_THROW(upgrade(), PartialFailure);
  const std::vector<std::string> before = history_rows("statement_running, error");
  EXPECT_THROW(upgrade(), PartialFailure);

  EXPECT_THAT(before.back(), StartsWith("2|b.sql:8: "));
  EXPECT_EQ(history_rows("statement_running, error"), before);
}

TEST_F(JournalledSectionTest, ForgetsTheErrorOfAStatementThatItHasGoneBehind) {
  set_section("INSERT INTO seen SELECT x FROM late;\nVACUUM;\nINSERT INTO seen VALUES (4);\n");
  EXPECT_THROW(upgrade(), PartialFailure);
  sql("CREATE TABLE late AS SELECT 2 AS x");
  hooks.after = [](std::string_view call) {
    if (call == "run") throw Killed();  // the INSERT
  };
  EXPECT_THROW(upgrade(), Killed);

  EXPECT_THAT(history_rows("statements_done, error").back(), "2|NULL");
}

TEST_F(JournalledSectionTest, SaysNothingOfStatementsWhereNoneHasRun) {
  history.with_sections("b", "-- migrate:upgrade transaction:false\nFAIL;\nVACUUM;\n");
  const auto failed = thrown_by<PartialFailure>([&] { return upgrade(); });

  EXPECT_THAT(failed.notes(),
              ElementsAre("Revision b runs outside a transaction: statement 1 of 2 (b.sql:7) "
                          "failed; the next `migrate upgrade` goes on from there. The database is "
                          "at a."));
}

TEST_F(JournalledSectionTest, KeepsNoJournalWithoutAHistory) {
  settings.history.name = "";
  set_section("INSERT INTO seen VALUES (2);\nFAIL;\n");
  const auto failed = thrown_by<PartialFailure>([&] { return upgrade(); });

  EXPECT_THAT(failed.notes().front(), HasSubstr("no journal is kept"));
}

TEST_F(JournalledSectionTest, RunsWithoutAHistory) {
  settings.history.name = "";

  EXPECT_THAT(upgrade().after, ElementsAre("c"));
  EXPECT_THAT(seen(), ElementsAre("2", "4"));
}

TEST_F(JournalledSectionTest, SaysThatAStatementWasNotBegunBeforeWhichItWasStopped) {
  std::stop_source stop;
  settings.stop = stop.get_token();
  hooks.after = [&, runs = 0](std::string_view call) mutable {
    if (call == "run" && ++runs == 2) stop.request_stop();  // a; the first statement of b
  };
  const auto failed = thrown_by<PartialFailure>([&] { return upgrade(); });

  EXPECT_EQ(failed.fault(), Fault::cancelled);
  EXPECT_THAT(failed.notes(),
              ElementsAre("Revision b runs outside a transaction: statement 2 of 4 (b.sql:8) was "
                          "not begun; the 1 before it has run and stays; the next `migrate "
                          "upgrade` goes on from there. The database is at a."));
}

TEST_F(JournalledSectionTest, AsksNobodyAboutAStatementBeforeWhichItWasStopped) {
  set_section("VACUUM INTO '" + folder.file("copy.db") + "';\n");
  std::stop_source stop;
  settings.stop = stop.get_token();
  hooks.after = [&, runs = 0](std::string_view call) mutable {
    if (call == "run" && ++runs == 3) stop.request_stop();  // a; the first statement; the mark
  };
  EXPECT_THROW(upgrade(), PartialFailure);
  EXPECT_THAT(history_rows("statements_done, statement_running").back(), "1|NULL");

  settings.stop = {};
  EXPECT_THAT(upgrade().after, ElementsAre("c"));
}

/// Kills a run before or after each of its calls of the database, one after the other, and goes on.
TEST_F(JournalledSectionTest, EndsAsIfUndisturbedWhereverItIsKilled) {
  set_section(
      "INSERT INTO seen VALUES (2);\nVACUUM;\nPRAGMA foreign_keys = ON;\n"
      "BEGIN; INSERT INTO seen VALUES (4); INSERT INTO seen VALUES (5); COMMIT;\n"
      "INSERT INTO seen VALUES (6);\n");
  for (const auto when : {&CallHooks::before, &CallHooks::after}) {
    int call = 0;
    for (killed = true; killed; ++call) {
      std::filesystem::remove(folder.file("app.db"));
      killed = false;
      upgrade_killed_at(when, call);
      EXPECT_THAT(upgrade().after, ElementsAre("c")) << "call " << call;
      EXPECT_THAT(seen(), ElementsAre("2", "4", "5", "6")) << "call " << call;
      EXPECT_THAT(history_rows("revision, result"), ElementsAre("a|done", "b|done", "c|done"))
          << "call " << call;
      ASSERT_FALSE(HasFailure());
    }
    EXPECT_GT(call, 20);
  }
}

}  // namespace
}  // namespace migrate
