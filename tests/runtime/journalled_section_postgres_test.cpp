#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "runtime/session_postgres_fixture.hpp"

namespace migrate {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// Sections outside a transaction, in a database in which others are in the way.
using JournalledSectionPostgresTest = SessionPostgresTest;

TEST_F(JournalledSectionPostgresTest,
       SaysThatNothingWasStartedOfASectionBeforeWhichTheLockWasLost) {
  history.with_sections("b", "-- migrate:upgrade transaction:false\nVACUUM;\n");
  recorder.on_step_started = [this](const Step& step) {
    if (step.revision == "b") engine->raw(kEndTheLock);
  };

  EXPECT_THAT(thrown_by<PartialFailure>([&] { return upgrade(); }).notes(),
              ElementsAre("Revision b was not started. The database is at a."));
}

TEST_F(JournalledSectionPostgresTest,
       SaysWhichStatementWasNotBegunWhenTheLockWasLostWithinASection) {
  history.with_sections("a",
                        "-- migrate:upgrade transaction:false\nCREATE TABLE t_a (x INTEGER);\n"
                        "VACUUM t_a;\n");
  hooks.after = [this, runs = 0](std::string_view call) mutable {
    if (call == "run" && ++runs == 1) engine->raw(kEndTheLock);  // CREATE TABLE
  };
  const auto failed = thrown_by<PartialFailure>([&] { return upgrade(); });

  EXPECT_THAT(failed.notes(),
              ElementsAre("Revision a runs outside a transaction: statement 2 of 2 (a.sql:8) was "
                          "not begun; the 1 before it has run and stays; the next `migrate "
                          "upgrade` goes on from there. The database is at base."));
  EXPECT_THAT(upgrade().after, ElementsAre("c"));
}

TEST_F(JournalledSectionPostgresTest, WritesDownThatAStatementIsDoneWhoseEndTheLockDidNotSee) {
  engine->raw(
      "CREATE PROCEDURE p() LANGUAGE plpgsql AS"
      " 'BEGIN INSERT INTO busy VALUES (1); COMMIT; END'");
  history.with_sections("a", "-- migrate:upgrade transaction:false\nCALL p();\nVACUUM busy;\n");
  hooks.after = [this, runs = 0](std::string_view call) mutable {
    if (call == "run" && ++runs == 2) engine->raw(kEndTheLock);  // the mark, the CALL
  };
  const auto failed = thrown_by<PartialFailure>([&] { return upgrade(); });

  EXPECT_THAT(failed.notes().front(),
              HasSubstr("statement 2 of 2 (a.sql:8) was not begun; the 1 before it has run"));
  EXPECT_THAT(upgrade().after, ElementsAre("c"));
  EXPECT_EQ(engine->raw("SELECT count(*) FROM busy"), "1");
}

TEST_F(JournalledSectionPostgresTest, DoesNotTryAgainWhatMayBeHalfDone) {
  engine->raw("CREATE TABLE seen (x INTEGER)");
  engine->raw(
      "CREATE PROCEDURE p() LANGUAGE plpgsql AS"
      " 'BEGIN INSERT INTO seen VALUES (1); COMMIT; LOCK TABLE busy; END'");
  history.with_sections("a", "-- migrate:upgrade transaction:false\nCALL p();\n");
  hold();
  const auto failed = thrown_by<PartialFailure>([&] { return upgrade(); });
  let_go();

  EXPECT_EQ(failed.code(), "55P03");
  EXPECT_THAT(failed.notes().back(), HasSubstr("nobody can tell how much of it is done"));
  EXPECT_THAT(recorder.retries, IsEmpty());
  EXPECT_THAT(thrown_by([&] { return upgrade(); }).what(),
              HasSubstr("it failed, outside any transaction: a.sql:7"));
  EXPECT_EQ(engine->raw("SELECT count(*) FROM seen"), "1");
  EXPECT_THAT(engine->raw("SELECT error FROM migrate_history"), HasSubstr("[55P03]"));
}

TEST_F(JournalledSectionPostgresTest, TriesOneStatementOfAJournalledSectionAgain) {
  history.with_sections("a",
                        "-- migrate:upgrade transaction:false\nCREATE TABLE t_a (x INTEGER);\n"
                        "INSERT INTO busy VALUES (1);\nVACUUM t_a;\n");
  hold();
  EXPECT_THROW(upgrade(), PartialFailure);
  let_go();

  EXPECT_EQ(engine->raw("SELECT statements_done FROM migrate_history"), "1");
  EXPECT_THAT(recorder.events, Contains("try 2 of a"));
  EXPECT_THAT(upgrade().after, ElementsAre("c"));
  EXPECT_EQ(engine->raw("SELECT count(*) FROM busy"), "1");
}

TEST_F(JournalledSectionPostgresTest, ClearsUpAnInvalidIndexBeforeItGoesOn) {
  engine->raw("INSERT INTO busy VALUES (1), (1)");
  history.with_sections("a",
                        "-- migrate:upgrade transaction:false\n"
                        "CREATE UNIQUE INDEX CONCURRENTLY busy_x ON busy (x);\n");
  const auto failed = thrown_by<PartialFailure>([&] { return upgrade(); });
  EXPECT_EQ(failed.code(), "23505");
  engine->raw("DELETE FROM busy");

  EXPECT_THAT(upgrade().after, ElementsAre("c"));
  EXPECT_EQ(engine->raw("SELECT indisvalid FROM pg_index WHERE indexrelid = 'busy_x'::regclass"),
            "t");
}

TEST_F(JournalledSectionPostgresTest, SaysThatItBeganToClearUpWhatATryLeft) {
  engine->raw("INSERT INTO busy VALUES (1), (1)");
  history.with_sections("a",
                        "-- migrate:upgrade transaction:false\n"
                        "CREATE UNIQUE INDEX CONCURRENTLY busy_x ON busy (x);\n");
  EXPECT_THROW(upgrade(), PartialFailure);
  const std::string error = engine->raw("SELECT error FROM migrate_history");
  hooks.after = [](std::string_view call) {
    if (call == "run") throw Error(Fault::database, "the disk is full");  // DROP INDEX
  };
  const auto failed = thrown_by<PartialFailure>([&] { return upgrade(); });

  EXPECT_THAT(failed.notes(),
              ElementsAre("Revision a is half done as before: nothing more of it was run, but what "
                          "the try before left is cleared up, in part or whole. The database is at "
                          "base."));
  EXPECT_EQ(engine->raw("SELECT to_regclass('busy_x')"), "");
  EXPECT_EQ(engine->raw("SELECT error FROM migrate_history"), error);
}

TEST_F(JournalledSectionPostgresTest, KnowsWhichStatementOfAJournalledSectionWasLost) {
  history.with_sections("a",
                        "-- migrate:upgrade transaction:false\nCREATE TABLE t_a (x INTEGER);\n"
                        "SELECT pg_terminate_backend(pg_backend_pid());\n");
  const auto failed = thrown_by<PartialFailure>([&] { return upgrade(); });

  EXPECT_THAT(failed.notes(),
              ElementsAre("Revision a runs outside a transaction: statement 2 of 2 (a.sql:8) was "
                          "cut off; the 1 before it has run and stays; the next `migrate upgrade` "
                          "goes on from there. The database is at base."));
}

TEST_F(JournalledSectionPostgresTest, TriesTheWholeRunAgainWhenOthersAreInTheWayOfItsJournal) {
  history.with_sections("a", "-- migrate:upgrade transaction:false\nFAIL;\n");
  EXPECT_THROW(upgrade(), PartialFailure);
  history.with_upgrade("a", "CREATE TABLE t_a (x INTEGER);");
  settings.transaction = TransactionMode::run;
  engine->raw(
      "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET lock_timeout = ''300ms''',"
      " current_database()); END $$");
  other->begin();
  other->query("LOCK TABLE migrate_history IN EXCLUSIVE MODE");
  Retrying observer([this] { let_go(); });

  EXPECT_THAT(upgrade(observer).after, ElementsAre("c"));
  EXPECT_THAT(observer.events, Contains("try 2 of a"));
  EXPECT_EQ(engine->raw("SELECT error FROM migrate_history WHERE result = 'failed'")
                .substr(0, std::string_view("superseded: ").size()),
            "superseded: ");
}

}  // namespace
}  // namespace migrate
