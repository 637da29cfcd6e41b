#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/engine_under_test.hpp"
#include "runtime/patient_database.hpp"
#include "runtime/session.hpp"
#include "support/failing_database.hpp"
#include "support/history_texts.hpp"
#include "support/recorder.hpp"
#include "support/thrown.hpp"

namespace migrate {

/// Ends the session that holds the migration lock.
inline constexpr const char* kEndTheLock =
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
                           .lock_wait = std::chrono::milliseconds(0),
                           .lock_retries = 1};
  int connect_retries = 0;
  ConnectionSettings limits{.lock_timeout = std::chrono::milliseconds(300)};
  std::unique_ptr<Database> others = engine->open({});
  std::unique_ptr<Connection> other = others->connect(OpenMode::read_write);

  SessionPostgresTest() { engine->raw("CREATE TABLE busy (x INTEGER)"); }

  template <typename Work>
  auto with_session(Observer& observer, Work work) {
    const auto source = open_builtin(history.files());
    const RevisionGraph graph = RevisionGraph::build(source->headers());
    limits.stop = settings.stop;
    Session session(
        patient(std::make_unique<FailingDatabase>(engine->open(limits), hooks), connect_retries,
                settings.stop, observer),
        [&graph]() -> const RevisionGraph& { return graph; }, *source, settings, observer);
    return work(session);
  }
  Report upgrade(Observer& observer) {
    return with_session(observer,
                        [](Session& session) { return session.upgrade(parse_target("head")); });
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

  /// Holds the migration lock until a session waits for it, which then has no connection more: an
  /// idle one may be ended by the server.
  void hold_the_lock_until_the_waiting_are_lost() {
    held_ = others->lock({"public", "migrate_version"});
    ASSERT_TRUE(held_->try_acquire());
    settings.lock_wait = std::chrono::hours(1);
    recorder.on_waiting = [this] {
      end_idle_sessions();
      held_.reset();
    };
  }
  void end_idle_sessions() const {
    engine->raw(
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE state = 'idle'"
        " AND application_name = 'migrate' AND datname = current_database()"
        " AND query NOT LIKE '%is_worker%'");  // which is asked for the holder of the lock
  }

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

 private:
  std::unique_ptr<MigrationLock> held_;
};

}  // namespace migrate
