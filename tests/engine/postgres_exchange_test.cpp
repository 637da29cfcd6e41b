#include "engine/postgres/postgres_exchange.hpp"

#include <atomic>
#include <optional>
#include <stdexcept>

#include "engine/postgres_fixture.hpp"
#include "support/cutting_proxy.hpp"
#include "support/postgres_server.hpp"

namespace migrate {
namespace {

using namespace std::chrono_literals;

/// A session of its own on the test server.
class PostgresExchange : public ::testing::Test {
 protected:
  [[nodiscard]] Reply sent(const std::string& message, const WaitListener& wait) {
    return exchange(session_, message, {}, wait);
  }

  PostgresHandle session_{
      connect_postgres(PostgresAddress(std::getenv("MIGRATE_TEST_POSTGRES")), {}), {}};
};

TEST_F(PostgresExchange, TellsThatAMessageIsUnderWay) {
  std::chrono::milliseconds waited{0};
  const Reply reply = sent("SELECT pg_sleep(0.2)", {[&](auto time) { waited = time; }, 10ms});
  EXPECT_FALSE(reply.failure);
  EXPECT_GE(waited, 10ms);
}

TEST_F(PostgresExchange, TellsItEverySecond) {
  int calls = 0;
  static_cast<void>(sent("SELECT pg_sleep(1.3)", {[&](auto) { ++calls; }, 10ms}));
  EXPECT_EQ(calls, 2);
}

TEST_F(PostgresExchange, TellsNothingOfAMessageThatIsSoonAnswered) {
  int calls = 0;
  static_cast<void>(sent("SELECT 1", {[&](auto) { ++calls; }}));
  EXPECT_EQ(calls, 0);
}

TEST_F(PostgresExchange, PassesOnWhatTheListenerThrowsAndEndsTheStatement) {
  EXPECT_THROW(static_cast<void>(sent("SELECT pg_sleep(600)",
                                      {[](auto) { throw std::runtime_error("enough"); }, 1ms})),
               std::runtime_error);
  EXPECT_FALSE(sent("SELECT 1", {}).failure);
}

TEST_F(PostgresExchange, KnowsThatNothingWasSentOnALostSession) {
  EXPECT_TRUE(sent("SELECT pg_terminate_backend(pg_backend_pid())", {}).sent);
  EXPECT_TRUE(session_.is_lost());
  EXPECT_FALSE(sent("SELECT 1", {}).sent);
}

TEST_F(PostgresExchange, CutsOffAQuestionThatTakesTooLong) {
  const CutOffAfter limit(session_.raw(), 10ms, {});
  EXPECT_THROW(static_cast<void>(ask(session_, "SELECT pg_sleep(600)", {})), Error);
  EXPECT_TRUE(limit.timed_out());
  EXPECT_TRUE(session_.is_lost());
}

TEST_F(PostgresExchange, CutsOffWhatIsToStopWhereNobodyAnswers) {
  CuttingProxy proxy(postgres_socket());
  PostgresHandle session(connect_postgres(PostgresAddress(proxy.uri("postgres")), {}), {});
  proxy.delay(1h);
  std::stop_source stop;
  stop.request_stop();
  const CancelOnStop cancel(session.raw(), stop.get_token(), 50ms);

  EXPECT_THROW(static_cast<void>(ask(session, "SELECT 1", {})), Error);
  EXPECT_TRUE(session.is_lost());
}

TEST_F(PostgresExchange, LeavesASessionAloneThatWasAskedToStopOnceItHasAnswered) {
  std::stop_source stop;
  std::optional<CancelOnStop> cancel;
  cancel.emplace(session_.raw(), stop.get_token(), 600s);
  stop.request_stop();
  cancel.reset();

  EXPECT_FALSE(sent("SELECT 1", {}).failure);
  EXPECT_FALSE(session_.is_lost());
}

TEST_F(PostgresExchange, LeavesAQuestionAloneThatIsAnsweredInTime) {
  {
    const CutOffAfter limit(session_.raw(), 600s, {});
    static_cast<void>(ask(session_, "SELECT 1", {}));
    EXPECT_FALSE(limit.timed_out());
  }
  EXPECT_FALSE(session_.is_lost());
}

}  // namespace
}  // namespace migrate
