#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "runtime/open_history.hpp"
#include "runtime/session_postgres_fixture.hpp"

namespace migrate {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

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

TEST_F(SessionPostgresTest, OutlivesAConnectionThatTheServerEndsWhileItWaitsForTheLock) {
  hold_the_lock_until_the_waiting_are_lost();

  EXPECT_THAT(upgrade().after, ElementsAre("c"));
  EXPECT_THAT(recorder.events, Contains("waiting"));
}

TEST_F(SessionPostgresTest, MakesTheTablesOnANewConnectionWhereTheWaitForTheLockEndedTheOld) {
  hold_the_lock_until_the_waiting_are_lost();
  const auto ensure = [](Session& session) { return session.ensure_version(); };

  EXPECT_TRUE(with_session(recorder, ensure).versions_created);
  EXPECT_THAT(recorder.events, Contains("waiting"));
  EXPECT_FALSE(with_session(recorder, ensure).versions_created);
}

TEST_F(SessionPostgresTest, ReadsAHistoryAgainOnANewConnectionWhereTheOldOneIsLost) {
  OpenHistory opened(*others, OpenMode::read_write, settings);
  EXPECT_EQ(opened.state(), HistoryState::missing);
  upgrade();
  end_idle_sessions();
  opened.read_again();

  EXPECT_THAT(opened.versions().ids, ElementsAre("c"));
  EXPECT_EQ(opened.rows().last(0).size(), 3U);
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
