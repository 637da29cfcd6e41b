#include "engine/postgres/postgres_lock.hpp"

#include <atomic>
#include <chrono>
#include <thread>

#include "engine/postgres/postgres_database.hpp"
#include "engine/postgres_fixture.hpp"
#include "engine/postgres_pgbouncer.hpp"

/// libpqxx 6.4 leaks the result of a statement that finds its connection gone.
extern "C" const char* __lsan_default_suppressions() { return "leak:libpqxx"; }

namespace migrate {
namespace {

using PostgresLockTest = PostgresTest;

/// A database behind a PgBouncer.
class PooledPostgres : public PostgresTest {
 protected:
  void SetUp() override {
    PostgresTest::SetUp();
    pooled_ = open_postgres(bouncer_.uri(raw("SELECT current_database()")), {});
  }

  PgBouncer bouncer_;
  std::unique_ptr<Database> pooled_;
};

TEST(LockKey, StaysTheSameForEver) {
  EXPECT_EQ(lock_key({"public", "migrate_version"}), 7212339227586558433);
}

TEST(LockKey, DiffersBetweenSchemas) {
  EXPECT_NE(lock_key({"a", "migrate_version"}), lock_key({"b", "migrate_version"}));
}

TEST(WorkerLockKey, StaysTheSameForEver) {
  EXPECT_EQ(worker_lock_key({"public", "migrate_version"}), -9027051688436961198);
}

TEST_F(PostgresLockTest, LetsAnIndexBeBuiltConcurrentlyWhileOthersPoll) {
  const auto lock = database_->lock(table_);
  ASSERT_TRUE(lock->try_acquire());
  const std::jthread poller([this](const std::stop_token& finished) {
    const auto other = database_->lock(table_);
    while (!finished.stop_requested()) EXPECT_FALSE(other->try_acquire());
  });
  run("CREATE INDEX CONCURRENTLY users_email ON users (email);", {{}, {"a"}}, Atomicity::none);
  EXPECT_EQ(raw("SELECT indisvalid FROM pg_index WHERE indexrelid = 'users_email'::regclass"), "t");
}

TEST_F(PostgresLockTest, IsKeptHoweverLongTheServerLetsATransactionBeIdle) {
  raw("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET idle_in_transaction_session_timeout = 1',"
      " current_database()); END $$");
  const auto lock = database_->lock(table_);
  ASSERT_TRUE(lock->try_acquire());
  raw("SELECT pg_sleep(0.05)");
  EXPECT_FALSE(database_->lock(table_)->try_acquire());
}

TEST_F(PostgresLockTest, LeavesNoTransactionOpenWhenAnotherHasIt) {
  const auto lock = database_->lock(table_);
  const auto other = database_->lock(table_);
  ASSERT_TRUE(lock->try_acquire());
  ASSERT_FALSE(other->try_acquire());
  EXPECT_EQ(raw("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND state LIKE 'idle in transaction%'"),
            "1");
}

TEST_F(PostgresLockTest, ThatTheServerTookAwayIsTakenAgain) {
  const auto lock = database_->lock(table_);
  ASSERT_TRUE(lock->try_acquire());
  lock->release();
  raw("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
      " WHERE datname = current_database() AND pid <> pg_backend_pid()");
  EXPECT_THROW(static_cast<void>(lock->try_acquire()), Error);
  EXPECT_TRUE(lock->try_acquire());
}

/// An open transaction would keep it until the run's end, in the way of VACUUM FULL and REINDEX.
TEST_F(PostgresLockTest, LocksNoTable) {
  const auto lock = database_->lock(table_);
  ASSERT_TRUE(lock->try_acquire());
  ASSERT_TRUE(lock->holder());
  const std::string owner =
      "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
      " AND application_name LIKE 'migrate %@%'";
  ASSERT_NE(raw(owner), "");
  EXPECT_EQ(raw("SELECT count(*) FROM pg_locks l JOIN pg_class c ON c.oid = l.relation"
                " WHERE c.relkind <> 'v' AND l.pid IN (" +
                owner + ")"),
            "0");
}

TEST_F(PooledPostgres, HasALockThatExcludesASecondClient) {
  const auto lock = pooled_->lock(table_);
  const auto other = pooled_->lock(table_);
  ASSERT_TRUE(lock->try_acquire());
  EXPECT_FALSE(other->try_acquire());
}

TEST_F(PooledPostgres, HasALockThatExcludesAClientOfTheServerItself) {
  const auto lock = pooled_->lock(table_);
  ASSERT_TRUE(lock->try_acquire());
  EXPECT_FALSE(database_->lock(table_)->try_acquire());
}

TEST_F(PooledPostgres, HasALockThatIsFreeOnceItsOwnerIsGone) {
  auto lock = pooled_->lock(table_);
  ASSERT_TRUE(lock->try_acquire());
  lock.reset();
  // PgBouncer ends the transaction some time after its client is gone.
  const auto other = pooled_->lock(table_);
  while (!other->try_acquire()) std::this_thread::yield();
}

TEST_F(PooledPostgres, RunsARevision) {
  const auto connection = pooled_->connect(OpenMode::read_write);
  connection->run(
      {"", SourceText("CREATE TABLE t (x int)", "x.sql"), table_, {{}, {"a"}}, Atomicity::own});
  EXPECT_EQ(connection->read_versions(table_).ids, std::vector<std::string>{"a"});
}

TEST_F(PooledPostgres, StopsARunningStatement) {
  std::stop_source source;
  const auto database =
      open_postgres(bouncer_.uri(raw("SELECT current_database()")), {source.get_token(), {}});
  const auto connection = database->connect(OpenMode::read_write);
  const std::jthread stopper([&](const std::stop_token& finished) {
    while (!finished.stop_requested() && !engine_->is_at_work()) std::this_thread::yield();
    source.request_stop();
  });
  const Batch batch{
      "", SourceText("SELECT pg_sleep(600) AS endless", "x.sql"), table_, {}, Atomicity::own};
  EXPECT_EQ(thrown_by([&] { connection->run(batch); }).fault(), Fault::cancelled);
}

TEST_F(PostgresLockTest, DoesNotKeepAskingAPoolThatHasNoThirdConnection) {
  const PgBouncer two(2);
  const auto pooled = open_postgres(two.uri(raw("SELECT current_database()")), {});
  const auto lock = pooled->lock(table_);
  ASSERT_TRUE(lock->try_acquire());
  const auto worker = pooled->connect(OpenMode::read_write);
  worker->begin();
  const auto start = std::chrono::steady_clock::now();
  for (int look = 0; look < 5; ++look) EXPECT_TRUE(lock->owners_statement().blockers.empty());

  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(8));  // 2 for the first
}

}  // namespace
}  // namespace migrate
