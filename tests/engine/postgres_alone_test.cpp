#include "engine/postgres/postgres_alone.hpp"

#include "engine/postgres/postgres_database.hpp"
#include "engine/postgres/postgres_lock.hpp"
#include "engine/postgres_fixture.hpp"
#include "engine/postgres_pgbouncer.hpp"

namespace migrate {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::HasSubstr;

TEST(WaitsInPeace, ByTheWordConcurrently) {
  EXPECT_TRUE(waits_in_peace("reindex (verbose) table /* a */ concurrently t"));
  EXPECT_FALSE(waits_in_peace("CREATE INDEX \"concurrently\" ON t (x) -- CONCURRENTLY"));
}

TEST(WaitsInPeace, VacuumButNotFull) {
  EXPECT_TRUE(waits_in_peace("-- a\nVACUUM (ANALYZE) t"));
  EXPECT_FALSE(waits_in_peace("VACUUM (FULL) t"));
}

class PostgresAlone : public PostgresTest {
 protected:
  void set_for_database(const std::string& setting) const {
    raw("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET " + setting +
        "', current_database()); END $$");
  }

  void connect(std::chrono::milliseconds lock_timeout) {
    limited_ = engine_->open({{}, {}, lock_timeout});
    connection_ = limited_->connect(OpenMode::read_write);
  }

  void run_alone(const std::string& sql) { run(sql, {}, Atomicity::none); }
  [[nodiscard]] std::string lock_timeout() {
    return *connection_->query("SHOW lock_timeout")[0][0];
  }
  [[nodiscard]] std::string advisory_locks() const {
    return raw(
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT "
        "oid FROM pg_database WHERE datname = current_database())");
  }

  std::unique_ptr<Database> limited_;
};

TEST_F(PostgresAlone, HasTheLockTimeoutOfTheSettings) {
  connect(1234ms);
  run_alone("INSERT INTO users SELECT 1, current_setting('lock_timeout');");
  EXPECT_EQ(raw("SELECT email FROM users"), "1234ms");
}

TEST_F(PostgresAlone, HasNoLockTimeoutWhereItWouldLeaveAnInvalidIndex) {
  connect(1234ms);
  raw("CREATE FUNCTION noted(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN RAISE NOTICE "
      "'%', current_setting('lock_timeout'); RETURN $1; END $$; INSERT INTO users VALUES (1)");
  std::vector<std::string> notices;
  const auto database =
      engine_->open({{}, [&](std::string_view text) { notices.emplace_back(text); }, 1234ms});
  connection_ = database->connect(OpenMode::read_write);
  run_alone("CREATE INDEX CONCURRENTLY ON users (noted(id));");
  EXPECT_THAT(notices, ::testing::Each("NOTICE: 0"));
  EXPECT_FALSE(notices.empty());
}

TEST_F(PostgresAlone, LeavesTheSessionsOwnLockTimeoutAfterwards) {
  set_for_database("lock_timeout = 4321");
  connect(1234ms);
  run_alone("VACUUM users;");
  EXPECT_EQ(lock_timeout(), "4321ms");
}

TEST_F(PostgresAlone, LeavesTheSessionsOwnLockTimeoutAfterAFailure) {
  run_alone("SET lock_timeout = 777;");
  EXPECT_THROW(run_alone("VACUUM nothing;"), Error);
  EXPECT_EQ(lock_timeout(), "0");
  EXPECT_EQ(advisory_locks(), "0");
}

TEST_F(PostgresAlone, HoldsTheWorkersLockWhileItRuns) {
  run_alone(
      "INSERT INTO users SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND "
      "pid = pg_backend_pid() AND mode = 'ShareLock';");
  EXPECT_EQ(raw("SELECT id FROM users"), "1");
  EXPECT_EQ(advisory_locks(), "0");
}

TEST_F(PostgresAlone, MayDiscardAll) {
  run_alone("DISCARD ALL;");
  EXPECT_EQ(advisory_locks(), "0");
  EXPECT_TRUE(notices_.empty());
}

TEST_F(PostgresAlone, WritesNothingWhereThereIsNothingToWrite) {
  run_alone("VACUUM users;");
  EXPECT_EQ(raw("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND "
                "query LIKE 'BEGIN%'"),
            "0");
}

TEST_F(PostgresAlone, BehindAPoolerRunsConcurrently) {
  const PgBouncer bouncer;
  const auto pooled = open_postgres(bouncer.uri(raw("SELECT current_database()")), {});
  connection_ = pooled->connect(OpenMode::read_write);
  run_alone("CREATE INDEX CONCURRENTLY i ON users (email);");
  EXPECT_EQ(raw("SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass"), "t");
}

TEST_F(PostgresAlone, BehindAPoolerIsRefusedWhereTheServersLockTimeoutWouldCutItShort) {
  set_for_database("lock_timeout = 4321");
  const PgBouncer bouncer;
  const auto pooled = open_postgres(bouncer.uri(raw("SELECT current_database()")), {});
  connection_ = pooled->connect(OpenMode::read_write);
  const Error error =
      failure_of("CREATE INDEX CONCURRENTLY i ON users (email);", {}, Atomicity::none);
  EXPECT_THAT(error.what(), AllOf(HasSubstr("4321ms"), HasSubstr("pooler")));
  EXPECT_THAT(error.hint(), HasSubstr("ALTER ROLE"));
  EXPECT_EQ(raw("SELECT count(*) FROM pg_class WHERE relname = 'i'"), "0");
}

}  // namespace
}  // namespace migrate
