#include "engine/postgres/postgres_orphan.hpp"

#include <chrono>
#include <stop_token>
#include <thread>

#include "engine/postgres/postgres_effects.hpp"
#include "engine/postgres_effects_fixture.hpp"
#include "support/child_process.hpp"

namespace migrate {
namespace {

using ::testing::HasSubstr;
using PostgresLongOrphans = PostgresEffects;

/// A client that is killed while the server runs its statement, which goes on until the test lets
/// it: it waits for a transaction that has written to the table.
class PostgresOrphans : public PostgresEffects {
 protected:
  static constexpr const char* kCreate = "CREATE INDEX CONCURRENTLY orphan ON users (email)";

  void SetUp() override {
    PostgresEffects::SetUp();
    blocker_ = open_raw();
    in_blocker("BEGIN; INSERT INTO users VALUES (1, 'a')");
    Child client([this] {
      PGconn* const connection = PQconnectdb(address().c_str());
      if (PQsendQuery(connection, (std::string(kCreate) + " \n").c_str()) == 1) pause();
    });
    while (orphan().empty()) std::this_thread::yield();
    client.kill_now();
  }

  void in_blocker(const char* sql) const { PQclear(PQexec(blocker_.get(), sql)); }

  /// The pid of the server's process that builds the index; empty when there is none.
  [[nodiscard]] std::string orphan() const {
    return raw(
        "SELECT pid FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX%' AND state = 'active'"
        " AND wait_event_type = 'Lock' AND datname = current_database()");
  }

  [[nodiscard]] Effect effect_within(std::chrono::milliseconds patience,
                                     const std::string& statement = kCreate) const {
    PostgresHandle session(connect_postgres(PostgresAddress(address()), {}), {});
    return effect_of_statement(session, SourceText(statement, "x.sql", 10), {}, patience);
  }

  RawSession blocker_{nullptr, &PQfinish};
};

TEST_F(PostgresOrphans, AreNamedWhenTheyDoNotEnd) {
  const std::string pid = orphan();
  const Error error = thrown_by([this] { return effect_within(std::chrono::milliseconds(0)); });
  EXPECT_EQ(error.fault(), Fault::database);
  EXPECT_THAT(error.what(), HasSubstr("(pid " + pid + ")"));
  EXPECT_THAT(error.hint(), HasSubstr("SELECT pg_terminate_backend(" + pid + ")"));
  EXPECT_EQ(error.where()->line, 10U);
}

TEST_F(PostgresOrphans, AreWaitedForAndThenDone) {
  const std::jthread release([this] { in_blocker("COMMIT"); });
  EXPECT_EQ(effect_within(kOrphanPatience).state, State::present);
}

TEST_F(PostgresOrphans, LeaveAnInvalidIndexWhenTheyAreEnded) {
  raw("SELECT pg_terminate_backend(" + orphan() + ", 60000)");
  EXPECT_EQ(effect_within(kOrphanPatience).state, State::absent);
  in_blocker("COMMIT");
  clean_up(kCreate);
  run_alone(kCreate);
  EXPECT_EQ(state_after(kCreate), State::present);
}

TEST_F(PostgresOrphans, AreNoConcernOfOtherStatements) {
  const std::string other = std::string(kCreate) + " WHERE id > 0";
  EXPECT_EQ(effect_within(std::chrono::milliseconds(0), other).state, State::unknown);
}

TEST_F(PostgresOrphans, AreNoLongerWaitedForWhenTheUserStops) {
  std::stop_source source;
  PostgresHandle session(connect_postgres(PostgresAddress(address()), {}), {});
  const std::jthread stopper([&] { source.request_stop(); });
  const Error error = thrown_by([&] {
    return effect_of_statement(session, SourceText(kCreate, "x.sql", 10), source.get_token());
  });
  EXPECT_EQ(error.fault(), Fault::cancelled);
}

TEST_F(PostgresLongOrphans, AreFoundByWhatTheServerShows) {
  const std::string sql = "SELECT pg_sleep(1000) /* é" + std::string(5000, 'x') + " */";
  const RawSession other = open_raw();
  ASSERT_EQ(PQsendQuery(other.get(), sql.c_str()), 1);
  const std::string pid = std::to_string(PQbackendPID(other.get()));
  while (raw("SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND pid = " + pid) ==
         "0") {
    std::this_thread::yield();
  }
  PostgresHandle session(connect_postgres(PostgresAddress(address()), {}), {});
  const Error error = thrown_by([&] {
    return effect_of_statement(session, SourceText(sql, "x.sql", 10), {},
                               std::chrono::milliseconds(0));
  });
  EXPECT_THAT(error.what(), HasSubstr("(pid " + pid + ")"));
}

}  // namespace
}  // namespace migrate
