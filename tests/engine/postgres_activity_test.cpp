#include "engine/postgres/postgres_activity.hpp"

#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <stdexcept>
#include <thread>

#include "base/this_process.hpp"
#include "engine/postgres/postgres_database.hpp"
#include "engine/postgres_fixture.hpp"
#include "engine/postgres_pgbouncer.hpp"
#include "support/child_process.hpp"

namespace migrate {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

/// Statements wait for locks without end, so that the tests need no luck.
ConnectionSettings patient() {
  ConnectionSettings settings;
  settings.lock_timeout = std::chrono::milliseconds(0);
  return settings;
}

/// A migration that holds the lock, and a session that its statement comes to wait for.
class BlockedMigration : public PostgresTest {
 protected:
  void SetUp() override {
    PostgresTest::SetUp();
    migrate_on(engine_->open(patient()));
  }

  void migrate_on(std::unique_ptr<Database> database) {
    migrating_ = std::move(database);
    lock_ = migrating_->lock(table_);
    worker_ = migrating_->connect(OpenMode::read_write);
    blocker_ = database_->connect(OpenMode::read_write);
    blocker_pid_ = *blocker_->query("SELECT pg_backend_pid()")[0][0];
  }

  /// How another session comes to be in the way, and how it goes.
  struct Obstacle {
    std::string made;
    std::string removed = "ROLLBACK";
  };

  /// Runs `sql` while the obstacle is there, and gives whom it waited for.
  std::vector<Blocker> blockers_of(const std::string& sql, const Obstacle& obstacle,
                                   Atomicity atomicity = Atomicity::own) {
    EXPECT_TRUE(lock_->try_acquire());
    blocker_->query("BEGIN");
    blocker_->query(obstacle.made);
    std::atomic<bool> ended = false;
    const std::jthread work([&] {
      worker_->run({"", SourceText(sql, "x.sql"), table_, {}, atomicity});
      ended = true;
    });
    std::vector<Blocker> blockers;
    while (blockers.empty() && !ended) blockers = lock_->owners_statement().blockers;
    blocker_->query(obstacle.removed);
    return blockers;
  }

  std::unique_ptr<Database> migrating_;
  std::unique_ptr<MigrationLock> lock_;
  std::unique_ptr<Connection> worker_;
  std::unique_ptr<Connection> blocker_;
  std::string blocker_pid_;
};

using LongStatement = BlockedMigration;

/// A version table that another session keeps from being read.
class KeptTable : public PostgresTest {
 protected:
  void SetUp() override {
    PostgresTest::SetUp();
    other_ = database_->connect(OpenMode::read_write);
    other_->begin();
    pid_ = *other_->query("SELECT pg_backend_pid()")[0][0];
  }

  /// What is said to a reader who cannot wait.
  [[nodiscard]] std::string hint_of_a_reader() const {
    const auto reader =
        engine_->open({{}, {}, std::chrono::milliseconds(50)})->connect(OpenMode::read_only);
    return thrown_by([&] { static_cast<void>(reader->read_versions(table_)); }).hint();
  }

  std::unique_ptr<Connection> other_;
  std::string pid_;  // of its session
};

/// The same behind a PgBouncer; the other session is the server's own.
class PooledMigration : public BlockedMigration {
 protected:
  void SetUp() override {
    PostgresTest::SetUp();
    migrate_on(open_postgres(bouncer_.uri(raw("SELECT current_database()")), patient()));
  }

  PgBouncer bouncer_;
};

/// A migration whose process is killed while the server runs a statement for it.
class KilledMigration : public PostgresTest {
 protected:
  void kill_in_the_middle_of(const std::string& sql) {
    Child child([&] {
      const auto database = engine_->open({});
      const auto lock = database->lock(table_);
      if (!lock->try_acquire()) _exit(1);
      database->connect(OpenMode::read_write)
          ->run({"", SourceText(sql, "x.sql"), table_, {}, Atomicity::own});
    });
    while (!engine_->is_at_work()) std::this_thread::yield();
    child.kill_now();
    mine_ = database_->lock(table_);
  }

  /// Once the server has seen that the lock's own session is gone.
  [[nodiscard]] LockHolder orphan() {
    while (true) {
      const auto holder = mine_->holder();
      if (!holder) return {};
      if (!holder->orphan.empty()) return *holder;
      std::this_thread::yield();
    }
  }

  /// The server would look for its client, and end the statement by itself.
  static constexpr const char* kEndless =
      "SET LOCAL client_connection_check_interval = 0; SELECT pg_sleep(600) AS endless";

  std::unique_ptr<MigrationLock> mine_;
};

TEST(OwnerName, NamesTheProcessAndItsHost) {
  EXPECT_THAT(owner_name(), StartsWith("migrate " + process_number() + "@"));
  EXPECT_LE(owner_name().size(), 63U);
}

TEST_F(BlockedMigration, NamesTheSessionThatHoldsItsTable) {
  const auto blockers = blockers_of("ALTER TABLE users ADD COLUMN age int", {"LOCK TABLE users"});
  ASSERT_EQ(blockers.size(), 1U);
  EXPECT_EQ(blockers[0].process, blocker_pid_);
  EXPECT_EQ(blockers[0].user, "postgres");
  EXPECT_EQ(blockers[0].application, "migrate");
}

TEST_F(BlockedMigration, TellsWhatTheSessionDoesThatHoldsItsTable) {
  const auto blockers = blockers_of("ALTER TABLE users ADD COLUMN age int", {"LOCK TABLE users"});
  ASSERT_EQ(blockers.size(), 1U);
  EXPECT_EQ(blockers[0].state, "idle in transaction");
  EXPECT_EQ(blockers[0].query, "LOCK TABLE users");
  EXPECT_GE(blockers[0].since.count(), 0);
}

TEST_F(KeptTable, NamesTheSessionThatHasLockedIt) {
  other_->query("LOCK TABLE migrate_version");
  const std::string hint = hint_of_a_reader();
  EXPECT_THAT(hint, StartsWith("it is locked by pid " + pid_ +
                               " (user postgres, migrate, idle in transaction for "));
  EXPECT_THAT(hint, EndsWith("): LOCK TABLE migrate_version. Wait for that to end, or end it, then "
                             "try again"));
}

TEST_F(KeptTable, NamesTheSessionThatWaitsToLockIt) {
  other_->query("SELECT * FROM migrate_version");
  const std::jthread waiter([&] { raw("TRUNCATE migrate_version"); });
  while (raw("SELECT count(*) FROM pg_locks WHERE NOT granted") == "0") std::this_thread::yield();
  EXPECT_THAT(hint_of_a_reader(), HasSubstr("): TRUNCATE migrate_version. Wait"));
  other_->rollback();
}

TEST_F(LongStatement, TellsHowFarItsIndexIs) {
  ASSERT_TRUE(lock_->try_acquire());
  blocker_->query("BEGIN");
  blocker_->query("INSERT INTO users VALUES (1)");
  std::atomic<bool> ended = false;
  const std::jthread work([&] {
    const std::string sql = "CREATE INDEX CONCURRENTLY users_email ON users (email)";
    worker_->run({"", SourceText(sql, "x.sql"), table_, {}, Atomicity::none});
    ended = true;
  });
  std::optional<StatementProgress> progress;
  while ((!progress || progress->unit != "sessions" || progress->total == 0) && !ended) {
    progress = lock_->owners_statement().progress;
  }
  blocker_->query("ROLLBACK");
  ASSERT_TRUE(progress);
  EXPECT_EQ(progress->command, "CREATE INDEX CONCURRENTLY");
  EXPECT_EQ(progress->table, "users");
  EXPECT_EQ(progress->phase, "waiting for writers before build");
  EXPECT_EQ(progress->done, 0U);
  EXPECT_EQ(progress->total, 1U);
}

TEST_F(LongStatement, ThatBuildsNoIndexHasNoProgress) {
  ASSERT_TRUE(lock_->try_acquire());
  std::optional<StatementProgress> progress;
  worker_->on_wait([&](const StatementRun&) {
    progress = lock_->owners_statement().progress;
    throw std::runtime_error("seen");
  });
  EXPECT_THROW(worker_->run({"", SourceText("SELECT pg_sleep(600);", "x.sql"), table_, {}}),
               std::runtime_error);
  EXPECT_FALSE(progress);
}

TEST_F(BlockedMigration, ShowsTheFirstLineOfALongQueryWithoutItsPasswords) {
  const auto blockers = blockers_of(
      "ALTER TABLE users ADD COLUMN age int",
      {"-- a comment\n\nLOCK TABLE users; ALTER ROLE postgres PASSWORD 'secret';\nSELECT"});
  ASSERT_EQ(blockers.size(), 1U);
  EXPECT_EQ(blockers[0].query, "LOCK TABLE users; ALTER ROLE postgres PASSWORD '***';");
}

TEST_F(BlockedMigration, NamesWhomAnIndexWaitsForThatIsBuiltConcurrently) {
  const auto blockers = blockers_of("CREATE INDEX CONCURRENTLY users_email ON users (email)",
                                    {"INSERT INTO users VALUES (1)"}, Atomicity::none);
  ASSERT_EQ(blockers.size(), 1U);
  EXPECT_EQ(blockers[0].process, blocker_pid_);
}

TEST_F(BlockedMigration, KnowsAPreparedTransactionByNoProcess) {
  const auto blockers = blockers_of(
      "ALTER TABLE users ADD COLUMN age int",
      {"LOCK TABLE users; PREPARE TRANSACTION 'forgotten'", "ROLLBACK PREPARED 'forgotten'"});
  ASSERT_EQ(blockers.size(), 1U);
  EXPECT_EQ(blockers[0].process, "0");
  EXPECT_EQ(blockers[0].application, "prepared transaction");
}

/// A look from inside the lock's own transaction could make the index wait for the end of the lock.
TEST_F(BlockedMigration, LetsAnIndexBeBuiltConcurrentlyWhileItLooks) {
  ASSERT_TRUE(lock_->try_acquire());
  const std::jthread looker([this](const std::stop_token& finished) {
    while (!finished.stop_requested()) EXPECT_TRUE(lock_->owners_statement().blockers.empty());
  });
  const auto run = [this](const std::string& sql) {
    worker_->run({"", SourceText(sql, "x.sql"), table_, {}, Atomicity::none});
  };
  for (int time = 0; time < 20; ++time) {  // it looks at other transactions for moments only
    run("CREATE INDEX CONCURRENTLY users_email ON users (email)");
    run("DROP INDEX CONCURRENTLY users_email");
  }
}

TEST_F(BlockedMigration, KnowsNobodyWhenTheServerEndsTheSessionThatLooks) {
  ASSERT_TRUE(lock_->try_acquire());
  ASSERT_TRUE(lock_->owners_statement().blockers.empty());
  raw("SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity"
      " WHERE datname = current_database() AND pid <> pg_backend_pid()");
  EXPECT_TRUE(lock_->owners_statement().blockers.empty());
}

TEST_F(PooledMigration, NamesTheSessionThatHoldsItsTable) {
  const auto blockers = blockers_of("ALTER TABLE users ADD COLUMN age int", {"LOCK TABLE users"});
  ASSERT_EQ(blockers.size(), 1U);
  EXPECT_EQ(blockers[0].process, blocker_pid_);
}

TEST_F(PooledMigration, NamesTheHolderByItsOwnProcess) {
  ASSERT_TRUE(lock_->try_acquire());
  const auto holder = migrating_->lock(table_)->holder();
  ASSERT_TRUE(holder);
  EXPECT_EQ(holder->process, process_number());
  EXPECT_EQ(holder->host, host_name());
}

TEST_F(PooledMigration, LeavesTheNameOfItsOwnerToNobody) {
  ASSERT_TRUE(lock_->try_acquire());
  lock_->release();
  EXPECT_EQ(raw("SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'migrate %@%'"
                " AND datname = current_database()"),
            "0");
}

TEST_F(KilledMigration, IsNamedByWhatTheServerStillRuns) {
  kill_in_the_middle_of(kEndless);
  const LockHolder holder = orphan();
  EXPECT_EQ(holder.orphan, kEndless);
  EXPECT_EQ(holder.process, raw("SELECT pid FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
                                " AND datname = current_database()"));
}

TEST_F(KilledMigration, KeepsTheLockUntilTheServerHasEndedItsStatement) {
  kill_in_the_middle_of(kEndless);
  const LockHolder holder = orphan();
  ASSERT_THAT(holder.orphan, HasSubstr("endless"));
  EXPECT_FALSE(mine_->try_acquire());
  raw("SELECT pg_terminate_backend(" + holder.process + ", 60000)");
  EXPECT_FALSE(mine_->holder());
  EXPECT_TRUE(mine_->try_acquire());
}

TEST_F(KilledMigration, OfAnotherVersionTableIsInNobodysWay) {
  kill_in_the_middle_of(kEndless);
  ASSERT_NE(orphan().orphan, "");
  EXPECT_TRUE(database_->lock({table_.schema, "other_version"})->try_acquire());
}

TEST_F(KilledMigration, OfAnotherDatabaseIsInNobodysWay) {
  kill_in_the_middle_of(kEndless);
  ASSERT_NE(orphan().orphan, "");
  const auto other = make_postgres_under_test();
  EXPECT_TRUE(other->open({})->lock(table_)->try_acquire());
}

}  // namespace
}  // namespace migrate
