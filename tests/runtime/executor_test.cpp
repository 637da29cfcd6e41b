#include "runtime/executor.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <string>

#include "engine/open.hpp"
#include "graph/plan.hpp"
#include "support/failing_database.hpp"
#include "support/history_texts.hpp"
#include "support/recorder.hpp"
#include "support/temporary_folder.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// Runs plans on a SQLite file through a connection that fails where a test wants it to.
class ExecutorTest : public testing::Test {
 protected:
  TemporaryFolder folder;
  HistoryTexts history{"a; b <- a; c <- b"};
  CallHooks hooks;
  Recorder recorder;
  std::stop_source stop;

  std::unique_ptr<Connection> connect() {
    auto database = open_database(EngineKind::sqlite, folder.file("app.db"), {});
    return std::make_unique<FailingConnection>(database->connect(OpenMode::read_write), hooks);
  }

  /// The plan from where the database is to `target`, its version table made.
  PreparedPlan plan_to(Connection& connection, TransactionMode mode,
                       const std::string& target = "head") {
    const VersionTable table = connection.read_versions({"", "migrate_version"});
    connection.create_versions(table.name);
    const auto source = open_builtin(history.files());
    const RevisionGraph graph = RevisionGraph::build(source->headers());
    const Plan plan = plan_upgrade(graph, table.ids, parse_target(target));
    PreparedPlan prepared = prepare(graph, *source, connection.dialect(), plan, mode);
    for (Batch& batch : prepared.batches) batch.table = table.name;
    return prepared;
  }

  Report execute_to_head(TransactionMode mode) {
    const auto connection = connect();
    const PreparedPlan plan = plan_to(*connection, mode);
    return execute(*connection, plan, mode, stop.get_token(), recorder);
  }

  PartialFailure failure(TransactionMode mode) {
    return thrown_by<PartialFailure>([&] { return execute_to_head(mode); });
  }

  std::vector<std::string> rows() {
    return open_database(EngineKind::sqlite, folder.file("app.db"), {})
        ->connect(OpenMode::read_only)
        ->read_versions({"", "migrate_version"})
        .ids;
  }

  /// Makes `call` fail from its `number`-th time on, before (the default) or after it did its work.
  void fail(std::function<void(std::string_view)> CallHooks::*when, std::string_view call,
            int number = 1) {
    hooks.*when = [call, left = number](std::string_view name) mutable {
      if (name == call && --left <= 0) throw Error(Fault::database, "the disk is full");
    };
  }
};

std::vector<std::string> done_by(const Report& report) {
  std::vector<std::string> ids;
  for (const Step& step : report.done) ids.push_back(step.revision);
  return ids;
}

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

  EXPECT_THAT(
      failure(TransactionMode::revision).notes(),
      ElementsAre("The database could not be asked what was committed: see `migrate current`."));
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

TEST_F(ExecutorTest, DoesNotAskAStoppedConnectionWhereItIs) {
  int reads = 0;
  hooks.before = [&](std::string_view call) { reads += call == "read_versions" ? 1 : 0; };
  stop.request_stop();
  (void)failure(TransactionMode::revision);

  EXPECT_EQ(reads, 1);  // the one that the plan was made from
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
      ElementsAre("Revision a runs outside a transaction: what its statements did before this "
                  "one stays, its version row was not changed. The database is at base."));
}

TEST_F(ExecutorTest, SaysThatNoRowWasChangedWhenAStampFails) {
  const auto connection = connect();
  PreparedPlan stamp = plan_to(*connection, TransactionMode::revision, "a");
  stamp.steps[0].direction = Direction::stamp;
  fail(&CallHooks::before, "run");

  const auto failed = thrown_by<PartialFailure>([&] {
    return execute(*connection, stamp, TransactionMode::revision, stop.get_token(), recorder);
  });
  EXPECT_THAT(failed.notes(), ElementsAre("No row was changed. The database is at base."));
}

TEST_F(ExecutorTest, SaysThatARevisionIsInWhoseAnswerWasLost) {
  fail(&CallHooks::after, "run");

  EXPECT_EQ(failure(TransactionMode::revision).notes().front(),
            "Revision a is in. The database is at a.");
}

TEST_F(ExecutorTest, SaysThatARevisionIsInWhenItsObserverFailsAfterwards) {
  struct Failing : Observer {
    void step_done(const Step&) override { throw Error(Fault::file, "the log is full"); }
  } observer;
  const auto connection = connect();
  const PreparedPlan plan = plan_to(*connection, TransactionMode::revision);
  const auto failure = thrown_by<PartialFailure>([&] {
    return execute(*connection, plan, TransactionMode::revision, stop.get_token(), observer);
  });

  EXPECT_EQ(failure.notes().front(), "Revision a is in. The database is at a.");
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
