#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "runtime/executor_fixture.hpp"
#include "runtime/prepared_stamp.hpp"

namespace migrate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST_F(ExecutorTest, RunsEveryStepOfThePlan) {
  EXPECT_THAT(done_by(execute_to_head(TransactionMode::revision)), ElementsAre("a", "b", "c"));
  EXPECT_THAT(rows(), ElementsAre("c"));
}

TEST_F(ExecutorTest, RunsEveryStepInOneTransactionToo) {
  EXPECT_THAT(done_by(execute_to_head(TransactionMode::run)), ElementsAre("a", "b", "c"));
  EXPECT_THAT(rows(), ElementsAre("c"));
}

TEST_F(ExecutorTest, ReportsWhereTheDatabaseWasAndIs) {
  const Report report = execute_to_head(TransactionMode::revision);

  EXPECT_THAT(report.before, IsEmpty());
  EXPECT_THAT(report.after, ElementsAre("c"));
}

TEST_F(ExecutorTest, BeginsAndCommitsOnceWhereTheRunIsOneTransaction) {
  std::vector<std::string> calls;
  hooks.before = [&](std::string_view call) {
    if (call == "begin" || call == "run" || call == "commit") calls.emplace_back(call);
  };
  (void)execute_to_head(TransactionMode::run);

  EXPECT_THAT(calls, ElementsAre("begin", "run", "run", "run", "commit"));
}

TEST_F(ExecutorTest, LeavesEachTransactionToTheConnectionOtherwise) {
  std::vector<std::string> calls;
  hooks.before = [&](std::string_view call) {
    if (call == "begin" || call == "run" || call == "commit") calls.emplace_back(call);
  };
  (void)execute_to_head(TransactionMode::revision);

  EXPECT_THAT(calls, ElementsAre("run", "run", "run"));
}

TEST_F(ExecutorTest, SaysWhichRevisionFailedAndWhereTheDatabaseIs) {
  fail(&CallHooks::before, "run", 2);
  const PartialFailure failed = failure(TransactionMode::revision);

  EXPECT_STREQ(failed.what(), "the disk is full");
  EXPECT_THAT(failed.notes(), ElementsAre("Revision b was rolled back. The database is at a."));
}

TEST_F(ExecutorTest, ReportsWhatWasCommittedBeforeTheFailure) {
  fail(&CallHooks::before, "run", 3);
  const PartialFailure failed = failure(TransactionMode::revision);

  EXPECT_THAT(done_by(failed.report()), ElementsAre("a", "b"));
  EXPECT_EQ(failed.report().planned.size(), 3U);
  EXPECT_THAT(failed.report().after, ElementsAre("b"));
}

TEST_F(ExecutorTest, StartsNoStepAfterOneThatFailed) {
  fail(&CallHooks::before, "run", 2);
  (void)failure(TransactionMode::revision);

  EXPECT_THAT(recorder.events, ElementsAre("started a", "done a", "started b"));
}

TEST_F(ExecutorTest, RollsTheWholeRunBackWhenItsCommitFails) {
  fail(&CallHooks::before, "commit");
  const PartialFailure failed = failure(TransactionMode::run);

  EXPECT_THAT(
      failed.notes(),
      ElementsAre("The whole run of 3 revisions was rolled back. The database is at base."));
  EXPECT_THAT(rows(), IsEmpty());
}

TEST_F(ExecutorTest, ReportsNothingAsDoneWhenTheCommitOfTheWholeRunFails) {
  fail(&CallHooks::before, "commit");
  const Report report = failure(TransactionMode::run).report();

  EXPECT_THAT(report.done, IsEmpty());
  EXPECT_THAT(report.after, IsEmpty());
}

TEST_F(ExecutorTest, RollsTheWholeRunBackWhenItsLastRevisionFails) {
  fail(&CallHooks::before, "run", 3);
  (void)failure(TransactionMode::run);

  EXPECT_THAT(rows(), IsEmpty());
}

TEST_F(ExecutorTest, SaysThatNothingBeganWhenTheTransactionDoesNot) {
  fail(&CallHooks::before, "begin");
  (void)failure(TransactionMode::run);

  EXPECT_THAT(recorder.events, IsEmpty());
}

TEST_F(ExecutorTest, SaysThatTheDatabaseCouldNotBeAskedWhenItDoesNotAnswer) {
  bool failed_once = false;
  hooks.before = [&](std::string_view call) {
    if (call == "run") failed_once = true;
    if (failed_once) throw Error(Fault::database, "the server closed the connection");
  };

  EXPECT_THAT(failure(TransactionMode::revision).notes(),
              ElementsAre("The database could not be asked whether revision a was committed (the "
                          "server closed the connection): see `migrate current`. Before it, the "
                          "database was at base."));
}

TEST_F(ExecutorTest, KeepsTheFirstErrorWhenTheDatabaseDoesNotAnswer) {
  hooks.before = [run = false](std::string_view call) mutable {
    if (run) throw Error(Fault::database, "no answer");
    run = call == "run";
    if (run) throw Error(Fault::database, "the server closed the connection");
  };

  EXPECT_STREQ(failure(TransactionMode::revision).what(), "the server closed the connection");
}

TEST_F(ExecutorTest, StartsNothingWhenItIsAskedToStopBeforehand) {
  stop.request_stop();
  const PartialFailure failed = failure(TransactionMode::revision);

  EXPECT_EQ(failed.fault(), Fault::cancelled);
  EXPECT_THAT(failed.notes(), ElementsAre("Revision a was not started. The database is at base."));
  EXPECT_THAT(recorder.events, IsEmpty());
}

TEST_F(ExecutorTest, StopsBetweenTwoRevisions) {
  recorder.on_step_started = [&](const Step& step) {
    if (step.revision == "b") stop.request_stop();
  };
  const PartialFailure failed = failure(TransactionMode::revision);

  EXPECT_THAT(failed.notes(), ElementsAre("Revision c was not started. The database is at b."));
  EXPECT_THAT(rows(), ElementsAre("b"));
}

TEST_F(ExecutorTest, AsksNobodyWhereItIsWhenNothingWasSent) {
  int reads = 0;
  hooks.before = [&](std::string_view call) { reads += call == "read_versions" ? 1 : 0; };
  stop.request_stop();
  (void)failure(TransactionMode::revision);

  EXPECT_EQ(reads, 1);  // the one that the plan was made from
}

TEST_F(ExecutorTest, AsksOnANewConnectionWhatBecameOfAStoppedRevision) {
  hooks.before = [&](std::string_view call) {
    if (call != "run") return;
    stop.request_stop();
    throw Error(Fault::cancelled, "stopped");
  };
  std::vector<std::string> connects;
  hooks.after = [&](std::string_view call) {
    if (call.starts_with("connect")) connects.emplace_back(call);
  };
  const PartialFailure failed = failure(TransactionMode::revision);

  EXPECT_THAT(failed.notes(), ElementsAre("Revision a was rolled back. The database is at base."));
  EXPECT_THAT(connects, ElementsAre("connect", "connect aftermath"));
}

TEST_F(ExecutorTest, RollsAStoppedRunBackWhole) {
  recorder.on_step_started = [&](const Step& step) {
    if (step.revision == "b") stop.request_stop();
  };
  const PartialFailure failed = failure(TransactionMode::run);

  EXPECT_THAT(failed.report().after, IsEmpty());
  EXPECT_THAT(rows(), IsEmpty());
}

TEST_F(ExecutorTest, SaysWhatStaysOfARevisionThatRunsOutsideATransaction) {
  history.with_sections("a", "-- migrate:upgrade transaction:false\nCREATE TABLE t (x);\nFAIL;\n");

  EXPECT_THAT(
      failure(TransactionMode::revision).notes(),
      ElementsAre("Revision a runs outside a transaction: statement 2 of 2 (a.sql:8) failed; the "
                  "1 before it has run and stays; the next `migrate upgrade` goes on from there. "
                  "The database is at base."));
}

TEST_F(ExecutorTest, SaysThatNoRowWasChangedWhenAStampFails) {
  const auto connection = connect();
  const VersionTable table = connection->read_versions({"", "migrate_version"});
  connection->create_versions(table.name);
  PreparedPlan stamp = prepare_stamp(table, {"a"}, StampMode::replace);
  stamp.batches.set_tables(table.name, {}, {});
  fail(&CallHooks::before, "run");

  const auto failed = thrown_by<PartialFailure>(
      [&] { return run(*connection, stamp, TransactionMode::revision, recorder); });
  EXPECT_THAT(failed.notes(), ElementsAre("No row was changed. The database is at base."));
}

TEST_F(ExecutorTest, SaysThatARevisionIsInWhoseAnswerWasLost) {
  lose_answer_of("run");

  const PartialFailure failed = failure(TransactionMode::revision);

  EXPECT_EQ(failed.notes().front(),
            "Revision a was committed before the connection was lost. The database is at a.");
  EXPECT_THAT(done_by(failed.report()), ElementsAre("a"));
}

TEST_F(ExecutorTest, SaysThatARevisionWasRolledBackThatWasLostBeforeItWasSent) {
  hooks.before = [this](std::string_view name) {
    if (name != "run") return;
    hooks.lost = true;
    throw Error(Fault::database, "the connection to the database was lost");
  };
  const PartialFailure failed = failure(TransactionMode::revision);

  EXPECT_EQ(failed.notes().front(), "Revision a was rolled back. The database is at base.");
  EXPECT_EQ(failed.hint(), "run the same command again");
}

TEST_F(ExecutorTest, SaysThatTheRunIsInWhoseCommitWasNotAnswered) {
  lose_answer_of("commit");
  const PartialFailure failed = failure(TransactionMode::run);

  EXPECT_EQ(failed.notes().front(),
            "The whole run of 3 revisions was committed before the connection was lost. The "
            "database is at c.");
  EXPECT_THAT(done_by(failed.report()), ElementsAre("a", "b", "c"));
}

TEST_F(ExecutorTest, SaysThatARevisionIsInWhenItsObserverFailsAfterwards) {
  struct Failing : Observer {
    void step_done(const Step&) override { throw Error(Fault::file, "the log is full"); }
  } observer;
  const auto connection = connect();
  const PreparedPlan plan = plan_to(*connection, TransactionMode::revision);
  const auto failure = thrown_by<PartialFailure>(
      [&] { return run(*connection, plan, TransactionMode::revision, observer); });

  EXPECT_EQ(failure.notes().front(), "Revision a is in. The database is at a.");
}

TEST_F(ExecutorTest, ListsNoStepsWhereNobodyReadsThem) {
  settings.lists = StepLists::none;
  const Report report = execute_to_head(TransactionMode::revision);

  EXPECT_THAT(report.planned, IsEmpty());
  EXPECT_THAT(report.done, IsEmpty());
  EXPECT_THAT(report.after, ElementsAre("c"));
}

TEST_F(ExecutorTest, LeavesNothingOfARunThatItsObserverBreaksOff) {
  recorder.on_step_started = [](const Step& step) {
    if (step.revision == "c") throw std::runtime_error("enough");
  };

  EXPECT_THROW((void)execute_to_head(TransactionMode::run), std::runtime_error);
  EXPECT_THAT(rows(), IsEmpty());
}

TEST_F(ExecutorTest, KeepsCommittedRevisionsOfARunThatItsObserverBreaksOff) {
  recorder.on_step_started = [](const Step& step) {
    if (step.revision == "c") throw std::runtime_error("enough");
  };

  EXPECT_THROW((void)execute_to_head(TransactionMode::revision), std::runtime_error);
  EXPECT_THAT(rows(), ElementsAre("b"));
}

}  // namespace
}  // namespace migrate
