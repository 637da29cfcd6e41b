#include "cli/terminal.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "support/graph_text.hpp"

namespace migrate {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

/// A terminal whose two streams are kept.
class TerminalTest : public testing::Test {
 protected:
  std::ostringstream data;
  std::ostringstream messages;
  Terminal terminal{data, messages, Verbosity::normal, {}};
  Terminal quiet{data, messages, Verbosity::quiet, {}};
  Terminal verbose{data, messages, Verbosity::verbose, {}};

  static Step step() {
    return {Direction::upgrade, "b", {"a"}, {"b"}, "Add b", std::chrono::microseconds(1500)};
  }

  static Report report(std::vector<Step> done) {
    Report report;
    report.done = std::move(done);
    report.after = {"b"};
    report.database = "sqlite:///app.db";
    report.elapsed = 12ms;
    return report;
  }
};

TEST_F(TerminalTest, AnnouncesEachStepAsAlembicDoes) {
  terminal.step_started(step());

  EXPECT_EQ(messages.str(), "Running upgrade a -> b, Add b\n");
  EXPECT_EQ(data.str(), "");
}

TEST_F(TerminalTest, SaysWhatWasDoneWhereTheDatabaseIsAndHowLongItTook) {
  terminal.report(report({step()}));

  EXPECT_EQ(messages.str(),
            "Upgraded 1 revision: the database is at b (sqlite:///app.db), in 12 ms.\n");
}

TEST_F(TerminalTest, SaysNowAndThenThatAStatementStillRuns) {
  for (const auto elapsed : {1s, 29s, 31s, 32s, 59s, 61s}) {
    terminal.statement_runs({"b", {"b.sql", 6, 0}, elapsed, {}});
  }

  EXPECT_EQ(messages.str(),
            "  Revision b: the statement at b.sql:6 has run for 31 s.\n"
            "  Revision b: the statement at b.sql:6 has run for 61 s.\n");
}

TEST_F(TerminalTest, CountsEachStatementsTimeAnew) {
  for (const auto elapsed : {31s, 1s, 29s, 30s}) terminal.statement_runs({"b", {}, elapsed, {}});

  EXPECT_EQ(messages.str(), "  Revision b has run for 31 s.\n  Revision b has run for 30 s.\n");
}

TEST_F(TerminalTest, SaysNothingOfLongStatementsWhenQuiet) {
  quiet.statement_runs({"b", {}, 31s, {}});

  EXPECT_EQ(messages.str(), "");
}

TEST_F(TerminalTest, CountsRevisions) {
  terminal.report(report({step(), step()}));

  EXPECT_THAT(messages.str(), HasSubstr("Upgraded 2 revisions:"));
}

TEST_F(TerminalTest, SaysWhatADowngradeDid) {
  Step down = step();
  down.direction = Direction::downgrade;
  Report done = report({down});
  done.after.clear();
  terminal.report(done);

  EXPECT_THAT(messages.str(), HasSubstr("Downgraded 1 revision: the database is at base ("));
}

TEST_F(TerminalTest, SaysWhatAStampDid) {
  Step stamp = step();
  stamp.direction = Direction::stamp;
  terminal.report(report({stamp}));

  EXPECT_THAT(messages.str(), testing::StartsWith("Stamped: the database is at b ("));
}

TEST_F(TerminalTest, SaysThatNothingWasToDo) {
  terminal.report(report({}));

  EXPECT_EQ(messages.str(), "Nothing to do: the database is at b (sqlite:///app.db).\n");
}

TEST_F(TerminalTest, ShowsLongTimesInSeconds) {
  Report slow = report({step()});
  slow.elapsed = 90s;
  terminal.report(slow);

  EXPECT_THAT(messages.str(), HasSubstr("in 90.0 s."));
}

TEST_F(TerminalTest, ShowsShortTimesWithAFraction) {
  Report fast = report({step()});
  fast.elapsed = std::chrono::microseconds(1234);
  terminal.report(fast);

  EXPECT_THAT(messages.str(), HasSubstr("in 1.2 ms."));
}

TEST_F(TerminalTest, TellsOfAWaitForTheLock) {
  terminal.waiting_for_lock({2s, 60s, {}});

  EXPECT_EQ(messages.str(),
            "Another instance is migrating this database: waited 2.0 s of 60.0 s.\n");
}

TEST_F(TerminalTest, PassesNoticesOn) {
  terminal.notice("NOTICE: table \"x\" does not exist, skipping");

  EXPECT_EQ(messages.str(), "NOTICE: table \"x\" does not exist, skipping\n");
}

TEST_F(TerminalTest, WritesListingsAsData) {
  const RevisionGraph graph = graph_of("a; b <- a");
  terminal.listing(Listing(graph, {1, 0}, Listing::Form::revisions, Detail::one_line));

  EXPECT_EQ(data.str(), "b (head)\na\n");
  EXPECT_EQ(messages.str(), "");
}

TEST_F(TerminalTest, WritesStatusAsData) {
  using State = Status::Line::State;
  terminal.status(
      {{{"z", "", State::unknown}, {"a", "Add a", State::applied}, {"b", "Add b", State::pending}},
       {"a", "z"},
       {"b"},
       {},
       "What next.",
       "sqlite:///app.db"});

  EXPECT_EQ(data.str(), "unknown  z\napplied  a  Add a\npending  b  Add b\nWhat next.\n");
}

TEST_F(TerminalTest, WritesWhatCheckFoundAsData) {
  terminal.checked({2, {"b"}});

  EXPECT_EQ(data.str(), "2 revisions, 1 head: all is sound.\n");
}

TEST_F(TerminalTest, WritesThePathOfARevisionAloneAsData) {
  terminal.written({"revision", {"versions/a.sql"}, "a", ""});

  EXPECT_EQ(data.str(), "versions/a.sql\n");
  EXPECT_EQ(messages.str(), "");
}

TEST_F(TerminalTest, SaysWhichOtherFilesWereWritten) {
  terminal.written({"project", {"migrate.ini"}, "", "What next."});

  EXPECT_EQ(messages.str(), "Wrote migrate.ini\nWhat next.\n");
  EXPECT_EQ(data.str(), "");
}

TEST_F(TerminalTest, WritesTemplatesAsData) {
  const std::vector<TemplateView> templates{{"generic", "For all."}};
  terminal.templates(templates);

  EXPECT_EQ(data.str(), "generic - For all.\n");
}

TEST_F(TerminalTest, SaysWhichTablesItMade) {
  terminal.tables_made({"migrate_version", true, "migrate_history", true, "sqlite:///app.db"});
  terminal.tables_made({"migrate_version", false, "migrate_history", true, "sqlite:///app.db"});

  EXPECT_EQ(messages.str(),
            "Made the version table migrate_version and the history table migrate_history "
            "(sqlite:///app.db).\n"
            "Made the history table migrate_history (sqlite:///app.db).\n");
}

TEST_F(TerminalTest, WritesOutWhatWouldDriveATerminal) {
  terminal.notice("a\x1b[31mb");
  terminal.status({.revisions = {{"a", "\x1b]0;x\a", Status::Line::State::unknown}}, .next = "."});
  terminal.failed(Error(Fault::database, "c\x1b[2Jd"), 1);

  EXPECT_EQ(data.str(), "unknown  a  \\x1b]0;x\\x07\n.\n");
  EXPECT_EQ(messages.str(), "a\\x1b[31mb\nerror: c\\x1b[2Jd\n");
}

TEST_F(TerminalTest, SaysWhichVersionTableThereIs) {
  terminal.tables_made({"migrate_version", false, "migrate_history", false, "sqlite:///app.db"});

  EXPECT_EQ(messages.str(),
            "Nothing to do: there is the version table migrate_version (sqlite:///app.db).\n");
}

TEST_F(TerminalTest, IsQuietOnDemand) {
  quiet.step_started(step());
  quiet.notice("NOTICE");
  quiet.waiting_for_lock({2s, 60s, {}});
  quiet.report(report({step()}));

  EXPECT_EQ(messages.str(), "");
}

TEST_F(TerminalTest, WritesDataAlsoWhenQuiet) {
  quiet.written({"revision", {"versions/a.sql"}, "a", ""});

  EXPECT_EQ(data.str(), "versions/a.sql\n");
}

TEST_F(TerminalTest, ShowsErrorsAlsoWhenQuiet) {
  quiet.failed(Error(Fault::usage, "no"), 2);

  EXPECT_EQ(messages.str(), "error: no\n");
}

TEST_F(TerminalTest, SaysMoreWhenVerbose) {
  verbose.plan_made(std::vector{step(), step()});
  verbose.step_done(step());

  EXPECT_EQ(messages.str(), "The plan has 2 steps.\n  done in 1.5 ms\n");
}

TEST_F(TerminalTest, SaysNothingOfThePlanOtherwise) {
  terminal.plan_made(std::vector{step()});
  terminal.step_done(step());

  EXPECT_EQ(messages.str(), "");
}

TEST_F(TerminalTest, ShowsErrorsWithoutColourUnlessAsked) {
  terminal.failed(Error(Fault::usage, "no"), 2);

  EXPECT_THAT(messages.str(), Not(HasSubstr("\x1b")));
}

TEST_F(TerminalTest, ShowsErrorsInColourOnDemand) {
  Terminal(data, messages, Verbosity::normal, error_colours()).failed(Error(Fault::usage, "no"), 2);

  EXPECT_EQ(messages.str(), "\x1b[1;31merror:\x1b[0m no\n");
}

TEST_F(TerminalTest, TellsOfAStatementThatWaits) {
  terminal.statement_waits({2s, {{"77", "app", "psql", "idle in transaction", 5s, "LOCK t"}}});

  EXPECT_THAT(messages.str(), testing::StartsWith("  "));
  EXPECT_THAT(messages.str(), HasSubstr("pid 77 (user app, psql, idle in transaction for 5.0 s)"));
}

TEST_F(TerminalTest, TellsOfARetry) {
  terminal.retrying({"b", 0, 2, 6, 200ms, "deadlock detected", {}});

  EXPECT_THAT(messages.str(), HasSubstr("deadlock detected"));
}

TEST_F(TerminalTest, TellsWhereASectionGoesOn) {
  terminal.resuming({"b", 2, 3, {"b.sql", 7, 1}, ""});

  EXPECT_THAT(messages.str(), HasSubstr("statement 2 of 3"));
}

TEST_F(TerminalTest, SaysNothingOfEventsWhenQuiet) {
  quiet.statement_waits({});
  quiet.retrying({});
  quiet.resuming({});

  EXPECT_EQ(messages.str(), "");
}

TEST_F(TerminalTest, WritesThatTheLockIsFreeAsData) {
  terminal.lock_state({"migrate_version", {}, "sqlite:///app.db"});

  EXPECT_EQ(data.str(), "free: nobody is migrating migrate_version (sqlite:///app.db)\n");
}

TEST_F(TerminalTest, WritesWhoHoldsTheLock) {
  terminal.lock_state(
      {"t", LockHolder{"4711", "web-1", "app", "", "2026-11-21 10:00:00", ""}, "d"});

  EXPECT_EQ(data.str(), "held: pid 4711 on web-1, user app, since 2026-11-21 10:00:00 UTC (d)\n");
}

TEST_F(TerminalTest, WritesWhatTheServerStillRunsForADeadOwner) {
  terminal.lock_state({"t", LockHolder{"4711", "", "", "", "", "VACUUM"}, "d"});

  EXPECT_EQ(data.str(),
            "orphaned: pid 4711: of an instance that has died the server still runs: VACUUM (d)\n");
}

TEST_F(TerminalTest, SaysThatTheDatabaseAnswers) {
  terminal.database_is_up("sqlite:///app.db", 1500ms);

  EXPECT_EQ(messages.str(), "The database answers (sqlite:///app.db), after 1.5 s.\n");
}

TEST_F(TerminalTest, WritesFindingsInColumnsEachWithItsNextStep) {
  using Grade = Finding::Grade;
  terminal.examined({"d",
                     {{Grade::ok, "lock", "free", ""},
                      {Grade::warning, "heads", "2: a, b", "merge them"},
                      {Grade::failure, "version table", "gone", "make it"}}});

  EXPECT_EQ(data.str(),
            "ok    lock           free\n"
            "warn  heads          2: a, b\n"
            "      hint: merge them\n"
            "FAIL  version table  gone\n"
            "      hint: make it\n");
}

TEST_F(TerminalTest, WritesScriptsAsData) { EXPECT_EQ(&terminal.script(), &data); }

TEST_F(TerminalTest, SaysThatThereIsNoHistoryYet) {
  HistoryLog log;
  log.state = HistoryState::missing;
  log.table = "migrate_history";
  log.database = "sqlite:///app.db";
  terminal.log(log);

  EXPECT_EQ(data.str(), "");
  EXPECT_THAT(messages.str(), HasSubstr("no history table migrate_history yet"));
}

TEST_F(TerminalTest, SaysThatALogHasMore) {
  HistoryLog log;
  log.state = HistoryState::kept;
  log.rows.resize(1);
  log.has_more = true;
  terminal.log(log);

  EXPECT_THAT(messages.str(), HasSubstr("There are older steps"));
}

TEST_F(TerminalTest, SaysWhatWasRepairedAndWhatComesNext) {
  terminal.repaired(std::vector<Repaired>{{"a", "Counts as done", "Goes on."}}, "sqlite:///app.db");

  EXPECT_EQ(messages.str(), "Counts as done (sqlite:///app.db).\nGoes on.\n");
}

TEST_F(TerminalTest, PrintsThePathOfARecoveredFile) {
  terminal.written({"recovered", {"versions/a.sql"}, "a", "It stands on b."});

  EXPECT_EQ(data.str(), "versions/a.sql\n");
  EXPECT_EQ(messages.str(), "It stands on b.\n");
}

}  // namespace
}  // namespace migrate
