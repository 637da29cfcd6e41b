#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "engine/engine_under_test.hpp"
#include "runtime/patient_database.hpp"
#include "runtime/session.hpp"
#include "support/failing_database.hpp"
#include "support/history_texts.hpp"
#include "support/recorder.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// Ends the session that holds the migration lock.
constexpr const char* kEndTheLock =
    "SELECT pg_terminate_backend(pid, 10000) FROM pg_locks WHERE locktype = 'advisory'"
    " AND mode = 'ExclusiveLock' AND database = (SELECT oid FROM pg_database"
    " WHERE datname = current_database())";

/// Sessions on a PostgreSQL database in which others are in the way.
class SessionPostgresTest : public testing::Test {
 protected:
  std::unique_ptr<EngineUnderTest> engine = make_postgres_under_test();
  HistoryTexts history{"a; b <- a; c <- b"};
  CallHooks hooks;
  Recorder recorder;
  SessionSettings settings{.table = {"", "migrate_version"},
                           .history = {"", "migrate_history"},
                           .lock_wait = 0ms,
                           .lock_retries = 1};
  int connect_retries = 0;
  ConnectionSettings limits{.lock_timeout = 300ms};
  std::unique_ptr<Database> others = engine->open({});
  std::unique_ptr<Connection> other = others->connect(OpenMode::read_write);

  SessionPostgresTest() { engine->raw("CREATE TABLE busy (x INTEGER)"); }

  Report upgrade(Observer& observer) {
    const auto source = open_builtin(history.files());
    const RevisionGraph graph = RevisionGraph::build(source->headers());
    limits.stop = settings.stop;
    Session session(patient(std::make_unique<FailingDatabase>(engine->open(limits), hooks),
                            connect_retries, settings.stop, observer),
                    graph, *source, settings, observer);
    return session.upgrade(parse_target("head"));
  }
  Report upgrade() { return upgrade(recorder); }

  std::vector<RevisionId> rows() {
    return engine->open({})->connect(OpenMode::read_only)->read_versions(settings.table).ids;
  }

  /// Holds the table `busy` in a session of its own until let_go().
  void hold() {
    other->begin();
    other->query("LOCK TABLE busy");
  }
  void let_go() { other->rollback(); }

  /// Does `work` at each event that says that a try failed.
  class Retrying : public Recorder {
   public:
    explicit Retrying(std::function<void()> work) : work_(std::move(work)) {}
    void retrying(const Retry& retry) override {
      Recorder::retrying(retry);
      work_();
    }

   private:
    std::function<void()> work_;
  };
};

TEST_F(SessionPostgresTest, TriesARevisionAgainThatOthersWereInTheWayOf) {
  history.with_upgrade("b", "CREATE TABLE t_b (x INTEGER); ALTER TABLE busy ADD y INTEGER;");
  hold();
  Retrying observer([this] { let_go(); });

  EXPECT_THAT(upgrade(observer).after, ElementsAre("c"));
  EXPECT_THAT(observer.events,
              ElementsAre("plan of 3", "started a", "done a", "started b", "waits for 1",
                          "try 2 of b", "done b", "started c", "done c"));
}

TEST_F(SessionPostgresTest, TellsOfAStatementThatRunsLong) {
  engine->raw("CREATE TABLE released (x INTEGER)");
  history.with_upgrade(
      "b",
      "DO $$ BEGIN WHILE NOT EXISTS (SELECT FROM released) LOOP PERFORM pg_sleep(0.02);"
      " END LOOP; END $$;");
  StatementRun heard;
  recorder.on_statement_runs = [&](const StatementRun& run) {
    heard = run;
    engine->raw("INSERT INTO released VALUES (1)");
  };
  EXPECT_THAT(upgrade().after, ElementsAre("c"));
  EXPECT_EQ(heard.revision, "b");
  EXPECT_THAT(heard.where.file, HasSubstr("b"));
  EXPECT_GT(heard.where.line, 0U);
  EXPECT_GT(heard.elapsed, 0ms);
  EXPECT_FALSE(heard.progress);
}

TEST_F(SessionPostgresTest, TellsHowFarAnIndexIs) {
  history.with_sections("b",
                        "-- migrate:upgrade transaction:false\n"
                        "CREATE INDEX CONCURRENTLY busy_x ON busy (x);\n");
  other->begin();
  other->query("INSERT INTO busy VALUES (1)");
  StatementRun heard;
  recorder.on_statement_runs = [&](const StatementRun& run) {
    heard = run;
    let_go();
  };
  EXPECT_THAT(upgrade().after, ElementsAre("c"));
  EXPECT_EQ(heard.revision, "b");
  ASSERT_TRUE(heard.progress);
  EXPECT_EQ(heard.progress->command, "CREATE INDEX CONCURRENTLY");
  EXPECT_EQ(heard.progress->table, "busy");
}

TEST_F(SessionPostgresTest, BeginsNothingMoreOnceTheLockIsLost) {
  recorder.on_step_started = [this](const Step& step) {
    if (step.revision == "b") engine->raw(kEndTheLock);
  };
  const auto failed = thrown_by<PartialFailure>([&] { return upgrade(); });

  EXPECT_THAT(failed.what(), HasSubstr("held the migration lock was lost"));
  EXPECT_THAT(failed.notes(), ElementsAre("Revision b was not started. The database is at a."));
  EXPECT_THAT(failed.report().after, ElementsAre("a"));
  EXPECT_THAT(rows(), ElementsAre("a"));
  EXPECT_EQ(engine->raw("SELECT count(*) FROM migrate_history"), "1");
}

TEST_F(SessionPostgresTest, SaysThatNothingWasStartedOfASectionBeforeWhichTheLockWasLost) {
  history.with_sections("b", "-- migrate:upgrade transaction:false\nVACUUM;\n");
  recorder.on_step_started = [this](const Step& step) {
    if (step.revision == "b") engine->raw(kEndTheLock);
  };

  EXPECT_THAT(thrown_by<PartialFailure>([&] { return upgrade(); }).notes(),
              ElementsAre("Revision b was not started. The database is at a."));
}

TEST_F(SessionPostgresTest, SaysWhichStatementWasNotBegunWhenTheLockWasLostWithinASection) {
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

TEST_F(SessionPostgresTest, WritesDownThatAStatementIsDoneWhoseEndTheLockDidNotSee) {
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

TEST_F(SessionPostgresTest, DoesNotTryAgainWhatMayBeHalfDone) {
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

TEST_F(SessionPostgresTest, OutlivesAConnectionThatTheServerEndsWhileItWaitsForTheLock) {
  auto lock = others->lock({"public", "migrate_version"});
  ASSERT_TRUE(lock->try_acquire());
  settings.lock_wait = 1h;
  recorder.on_waiting = [&] {
    engine->raw(
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE state = 'idle'"
        " AND application_name = 'migrate' AND datname = current_database()"
        " AND query NOT LIKE '%is_worker%'");  // which is asked for the holder of the lock
    lock.reset();
  };

  EXPECT_THAT(upgrade().after, ElementsAre("c"));
  EXPECT_THAT(recorder.events, Contains("waiting"));
}

TEST_F(SessionPostgresTest, NamesWhoIsInTheWay) {
  history.with_upgrade("a", "ALTER TABLE busy ADD y INTEGER;");
  hold();
  const auto failed = thrown_by<PartialFailure>([&] { return upgrade(); });

  EXPECT_EQ(failed.code(), "55P03");
  EXPECT_THAT(failed.hint(), HasSubstr("it was tried 2 times"));
  EXPECT_THAT(failed.hint(), HasSubstr("LOCK TABLE busy"));
  EXPECT_THAT(failed.hint(), HasSubstr("lock_timeout"));
  ASSERT_EQ(recorder.retries.size(), 1U);
  ASSERT_EQ(recorder.retries.front().blockers.size(), 1U);
  EXPECT_THAT(recorder.retries.front().blockers.front().query, HasSubstr("LOCK TABLE busy"));
}

TEST_F(SessionPostgresTest, LeavesNothingOfARevisionThatItGaveUp) {
  history.with_upgrade("a", "CREATE TABLE t_a (x INTEGER); ALTER TABLE busy ADD y INTEGER;");
  hold();
  EXPECT_THROW(upgrade(), PartialFailure);

  EXPECT_THAT(rows(), IsEmpty());
  EXPECT_EQ(engine->raw("SELECT to_regclass('t_a')"), "");
  EXPECT_EQ(engine->raw("SELECT result FROM migrate_history"), "failed");
}

TEST_F(SessionPostgresTest, TriesTheWholeRunAgain) {
  settings.transaction = TransactionMode::run;
  history.with_upgrade("b", "ALTER TABLE busy ADD y INTEGER;");
  hold();
  EXPECT_THROW(upgrade(), PartialFailure);

  EXPECT_THAT(recorder.events,
              ElementsAre("plan of 3", "started a", "done a", "started b", "waits for 1",
                          "try 2 of b", "started a", "done a", "started b", "waits for 1"));
  EXPECT_THAT(rows(), IsEmpty());
}

TEST_F(SessionPostgresTest, EndsThePauseBetweenTwoTriesWhenItIsAskedToStop) {
  settings.lock_retries = 1000;
  std::stop_source stop;
  settings.stop = stop.get_token();
  history.with_upgrade("a", "ALTER TABLE busy ADD y INTEGER;");
  hold();
  Retrying observer([&stop] { stop.request_stop(); });
  const auto failed = thrown_by<PartialFailure>([&] { return upgrade(observer); });

  EXPECT_EQ(failed.fault(), Fault::cancelled);
  EXPECT_THAT(failed.notes(), ElementsAre("Revision a was rolled back. The database is at base."));
}

TEST_F(SessionPostgresTest, TriesOneStatementOfAJournalledSectionAgain) {
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

TEST_F(SessionPostgresTest, ClearsUpAnInvalidIndexBeforeItGoesOn) {
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

TEST_F(SessionPostgresTest, KnowsThatALostRevisionWasRolledBack) {
  history.with_upgrade("b", "SELECT pg_terminate_backend(pg_backend_pid());");
  const auto failed = thrown_by<PartialFailure>([&] { return upgrade(); });

  EXPECT_THAT(failed.notes(), Contains("Revision b was rolled back. The database is at a."));
  EXPECT_EQ(failed.hint(), "run the same command again");
  EXPECT_EQ(engine->raw("SELECT revision FROM migrate_history WHERE result = 'failed'"), "b");
}

TEST_F(SessionPostgresTest, KnowsThatALostRevisionWasCommitted) {
  hooks.after = [&, runs = 0](std::string_view call) mutable {
    if (call != "run" || ++runs != 2) return;
    engine->raw(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = "
        "current_database() AND pid <> pg_backend_pid() AND query LIKE '%t_b%'");
    hooks.lost = true;
    throw Error(Fault::database, "the connection to the database was lost");
  };
  const auto failed = thrown_by<PartialFailure>([&] { return upgrade(); });

  EXPECT_THAT(failed.notes(),
              ElementsAre("Revision b was committed before the connection was lost. The database "
                          "is at b."));
  EXPECT_THAT(failed.report().after, ElementsAre("b"));
}

TEST_F(SessionPostgresTest, KnowsWhichStatementOfAJournalledSectionWasLost) {
  history.with_sections("a",
                        "-- migrate:upgrade transaction:false\nCREATE TABLE t_a (x INTEGER);\n"
                        "SELECT pg_terminate_backend(pg_backend_pid());\n");
  const auto failed = thrown_by<PartialFailure>([&] { return upgrade(); });

  EXPECT_THAT(failed.notes(),
              ElementsAre("Revision a runs outside a transaction: statement 2 of 2 (a.sql:8) was "
                          "cut off; the 1 before it has run and stays; the next `migrate upgrade` "
                          "goes on from there. The database is at base."));
}

TEST_F(SessionPostgresTest, ConnectsWhenTheServerIsUpAgain) {
  connect_retries = 2;
  hooks.before = [refusals = 1](std::string_view call) mutable {
    if (call == "connect" && refusals-- > 0) throw Error(Fault::database, "connection refused");
  };

  EXPECT_THAT(upgrade().after, ElementsAre("c"));
  EXPECT_THAT(recorder.events.front(), "notice connection refused; trying again in 1.0 s (1 of 2)");
}

}  // namespace
}  // namespace migrate
