#include "engine/postgres/postgres_runner.hpp"

#include <stdexcept>
#include <thread>

#include "engine/postgres/postgres_database.hpp"
#include "engine/postgres_fixture.hpp"
#include "engine/postgres_pgbouncer.hpp"

namespace migrate {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

// Waiting -----------------------------------------------------------------------------------------

class PostgresWait : public PostgresTest {
 protected:
  void SetUp() override {
    PostgresTest::SetUp();
    keeper_ = database_->connect(OpenMode::read_write);
    keeper_->begin();
    keeper_->query("LOCK TABLE users");
  }

  std::unique_ptr<Connection> keeper_;  // of the table `users`
};

TEST_F(PostgresWait, IsToldBeforeTheLocksTimeIsUp) {
  const auto database = engine_->open({{}, {}, 600ms});
  connection_ = database->connect(OpenMode::read_write);
  int calls = 0;
  connection_->on_wait([&](const StatementRun&) { ++calls; });
  EXPECT_EQ(failure_of("DROP TABLE users;").code(), "55P03");
  EXPECT_GE(calls, 1);
}

TEST_F(PostgresWait, CanEndBecauseOfWhatWasTold) {
  const auto database = engine_->open({{}, {}, 600s});
  connection_ = database->connect(OpenMode::read_write);
  connection_->on_wait([&](const StatementRun&) { keeper_->rollback(); });
  run("DROP TABLE users;");
  EXPECT_EQ(raw("SELECT count(*) FROM pg_class WHERE relname = 'users'"), "0");
}

TEST_F(PostgresWait, EndsWithWhatTheListenerThrowsAndLeavesNothing) {
  const auto database = engine_->open({{}, {}, 10s});
  connection_ = database->connect(OpenMode::read_write);
  connection_->on_wait([](const StatementRun&) { throw std::runtime_error("enough"); });
  EXPECT_THROW(run("CREATE TABLE t (x int); DROP TABLE users;"), std::runtime_error);
  keeper_->rollback();
  EXPECT_EQ(raw("SELECT count(*) FROM pg_class WHERE relname = 't'"), "0");
  connection_->on_wait({});
  run("SELECT 1;");
}

// Long statements ---------------------------------------------------------------------------------

class PostgresLongStatement : public PostgresTest {
 protected:
  /// Where the first statement that runs long is said to be, as "FILE:LINE".
  std::string place_of_long(const std::string& sql, Atomicity atomicity = Atomicity::own) {
    std::string place;
    connection_->on_wait([&](const StatementRun& run) {
      place = run.where.file + ":" + std::to_string(run.where.line);
      throw std::runtime_error("seen");
    });
    EXPECT_THROW(run(sql, {}, atomicity), std::runtime_error);
    return place;
  }
};

TEST_F(PostgresLongStatement, IsPlacedWhereItIsTheOnlyOneOfItsSection) {
  EXPECT_EQ(place_of_long("\n-- Long; very long.\nSELECT pg_sleep(600);\n-- End\n;"), "x.sql:12");
}

TEST_F(PostgresLongStatement, AmongOthersInATransactionIsNotPlaced) {
  EXPECT_EQ(place_of_long("SELECT 1;\nSELECT pg_sleep(600);"), "x.sql:0");
}

TEST_F(PostgresLongStatement, OutsideATransactionIsPlaced) {
  EXPECT_EQ(place_of_long("SELECT 1;\nSELECT pg_sleep(600);", Atomicity::none), "x.sql:11");
}

// Stopped statements ------------------------------------------------------------------------------

class PostgresStop : public PostgresTest {
 protected:
  /// What stopping a section gives once the server sleeps in it.
  Error stopped(const std::string& sql, Atomicity atomicity = Atomicity::own) {
    std::stop_source source;
    const auto database = engine_->open({source.get_token(), {}});
    connection_ = database->connect(OpenMode::read_write);
    const std::jthread stopper([&](const std::stop_token& finished) {
      while (!finished.stop_requested() && !engine_->is_at_work()) std::this_thread::yield();
      source.request_stop();
    });
    return failure_of(sql, {}, atomicity);
  }

  void expect_at_line_11(const Error& error) {
    ASSERT_NE(error.where(), nullptr);
    EXPECT_EQ(error.where()->file, "x.sql");
    EXPECT_EQ(error.where()->line, 11U);
    EXPECT_EQ(error.where()->column, 0U);
    EXPECT_THAT(error.excerpt(), StartsWith("SELECT pg_sleep(600)"));
    EXPECT_EQ(error.caret(), 0U);
  }
};

constexpr const char* kSleepsInLine11 = "SELECT 1;\nSELECT pg_sleep(600) /* endless */;\nSELECT 2;";

TEST_F(PostgresStop, OfAStatementSaysWhichOneItWas) {
  const Error error = stopped(kSleepsInLine11);
  EXPECT_EQ(error.fault(), Fault::cancelled);
  EXPECT_STREQ(error.what(), "stopped");
  expect_at_line_11(error);
}

TEST_F(PostgresStop, OutsideATransactionSaysWhichStatementItWas) {
  expect_at_line_11(stopped(kSleepsInLine11, Atomicity::none));
}

TEST_F(PostgresStop, ByTheStatementsTimeSaysWhichOneItWas) {
  const auto database = engine_->open({{}, {}, 5s, 100ms});
  connection_ = database->connect(OpenMode::read_write);
  const Error error = failure_of(kSleepsInLine11);
  EXPECT_EQ(error.code(), "57014");
  expect_at_line_11(error);
}

// Sessions that are lost --------------------------------------------------------------------------

/// A connection through a pooler, which goes away while a statement runs.
class PostgresLoss : public PostgresTest {
 protected:
  void SetUp() override {
    PostgresTest::SetUp();
    pooled_ = open_postgres(bouncer_->uri(raw("SELECT current_database()")), {});
    connection_ = pooled_->connect(OpenMode::read_write);
  }

  [[nodiscard]] Error failure_when_cut(Atomicity atomicity) {
    const std::jthread cutter([&](const std::stop_token& finished) {
      while (!finished.stop_requested() && !engine_->is_at_work()) std::this_thread::yield();
      bouncer_.reset();
    });
    return failure_of("SELECT pg_sleep(600) /* endless */;", {{}, {"a"}}, atomicity);
  }

  std::unique_ptr<PgBouncer> bouncer_ = std::make_unique<PgBouncer>();
  std::unique_ptr<Database> pooled_;
};

TEST_F(PostgresLoss, SaysThatTheCommitIsNotKnown) {
  const Error error = failure_when_cut(Atomicity::own);
  EXPECT_THAT(error.what(), HasSubstr("lost"));
  EXPECT_THAT(error.hint(), AllOf(HasSubstr("unknown"), HasSubstr("migrate current")));
  EXPECT_TRUE(connection_->is_lost());
}

TEST_F(PostgresLoss, OutsideATransactionSaysThatItWillBeLookedFor) {
  const Error error = failure_when_cut(Atomicity::none);
  EXPECT_THAT(error.hint(), AllOf(HasSubstr("unknown"), HasSubstr("migrate upgrade")));
  EXPECT_TRUE(connection_->is_lost());
}

TEST_F(PostgresLoss, OnceKnownSendsNothingMore) {
  static_cast<void>(failure_when_cut(Atomicity::own));
  EXPECT_THAT(failure_of("SELECT 1;").hint(), HasSubstr("nothing more was sent"));
}

TEST_F(PostgresLoss, MakesTheServerEndWhatNobodyWaitsFor) {
  static_cast<void>(failure_when_cut(Atomicity::own));
  // The server looks every two seconds; read_versions waits until it has.
  EXPECT_THAT(database_->connect(OpenMode::aftermath)->read_versions(table_).ids, IsEmpty());
  EXPECT_FALSE(engine_->is_at_work());
}

TEST_F(PostgresLoss, OfTheServersSessionBehindAPoolerIsNoHang) {
  const std::jthread cutter([&](const std::stop_token& finished) {
    while (!finished.stop_requested() && !engine_->is_at_work()) std::this_thread::yield();
    raw("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        " AND query LIKE '%endless%' AND pid <> pg_backend_pid()");
  });
  const Error error = failure_of("SELECT pg_sleep(600) /* endless */;", {{}, {"a"}});
  EXPECT_THAT(error.what(), HasSubstr("lost"));
  EXPECT_THAT(database_->connect(OpenMode::read_only)->read_versions(table_).ids, IsEmpty());
}

}  // namespace
}  // namespace migrate
