#include "support/cutting_proxy.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>

#include <libpq-fe.h>

#include "support/postgres_server.hpp"

namespace migrate {
namespace {

using Connection = std::unique_ptr<PGconn, decltype(&PQfinish)>;
using Result = std::unique_ptr<PGresult, decltype(&PQclear)>;

class CuttingProxyTest : public ::testing::Test {
 protected:
  [[nodiscard]] Connection connected() const {
    Connection connection(PQconnectdb(proxy_.uri("postgres").c_str()), &PQfinish);
    EXPECT_EQ(PQstatus(connection.get()), CONNECTION_OK) << PQerrorMessage(connection.get());
    return connection;
  }

  /// The first value; "lost" when the connection broke.
  static std::string ask(const Connection& connection, const char* sql) {
    const Result result(PQexec(connection.get(), sql), &PQclear);
    if (PQstatus(connection.get()) != CONNECTION_OK) return "lost";
    return PQntuples(result.get()) > 0 ? PQgetvalue(result.get(), 0, 0) : "";
  }

  CuttingProxy proxy_{postgres_socket()};
};

TEST_F(CuttingProxyTest, HandsOnAQueryAndItsAnswer) {
  const Connection connection = connected();
  EXPECT_EQ(ask(connection, "SELECT 42"), "42");
}

TEST_F(CuttingProxyTest, HandsOnMoreThanASocketHolds) {
  const Connection connection = connected();
  const std::string large(8'000'000, 'x');
  EXPECT_EQ(ask(connection, ("SELECT '" + large + "'").c_str()), large);
}

TEST_F(CuttingProxyTest, CountsTheMessagesOfAQuery) {
  const Connection connection = connected();
  const Traffic before = proxy_.traffic();
  ask(connection, "SELECT 42");
  EXPECT_EQ(proxy_.traffic().to_server - before.to_server, 1U);
  // RowDescription, DataRow, CommandComplete, ReadyForQuery
  EXPECT_EQ(proxy_.traffic().to_client - before.to_client, 4U);
}

TEST_F(CuttingProxyTest, CountsARoundTripForEachMessageThatWaitsForItsAnswer) {
  const Connection connection = connected();
  const Traffic before = proxy_.traffic();
  ask(connection, "SELECT 1; SELECT 2; SELECT 3");
  ask(connection, "SELECT 4");
  EXPECT_EQ(proxy_.traffic().round_trips - before.round_trips, 2U);
}

TEST_F(CuttingProxyTest, CountsConnections) {
  const Connection one = connected();
  const Connection other = connected();
  EXPECT_EQ(proxy_.traffic().connections, 2U);
}

TEST_F(CuttingProxyTest, ReadsPastARequestForEncryption) {
  const Connection connection(PQconnectdb((proxy_.uri("postgres") + "&sslmode=prefer").c_str()),
                              &PQfinish);
  EXPECT_EQ(ask(connection, "SELECT 42"), "42");
}

TEST_F(CuttingProxyTest, CutsAfterTheRequestHasReachedTheServer) {
  const Connection connection = connected();
  const Connection other = connected();
  ask(connection, "CREATE SEQUENCE proxy_counter");
  proxy_.cut_after_messages(1);
  EXPECT_EQ(ask(connection, "SELECT nextval('proxy_counter')"), "lost");
  // The server runs what it got, in its own time.
  while (ask(other, "SELECT is_called FROM proxy_counter") != "t") continue;
  ask(other, "DROP SEQUENCE proxy_counter");
  EXPECT_EQ(proxy_.traffic().cuts, 1U);
}

TEST_F(CuttingProxyTest, CutsInTheMiddleOfAnAnswer) {
  const Connection connection = connected();
  proxy_.cut_after_messages(4);
  EXPECT_EQ(ask(connection, "SELECT 42"), "lost");
}

TEST_F(CuttingProxyTest, LetsAllOfAnAnswerThroughBeforeACutBehindIt) {
  const Connection connection = connected();
  proxy_.cut_after_messages(5);
  EXPECT_EQ(ask(connection, "SELECT 42"), "42");
  EXPECT_EQ(ask(connection, "SELECT 42"), "lost");
}

TEST_F(CuttingProxyTest, CutsInTheMiddleOfAMessage) {
  const Connection connection = connected();
  const Traffic before = proxy_.traffic();
  proxy_.cut_after_bytes(7);
  EXPECT_EQ(ask(connection, "SELECT 42"), "lost");
  EXPECT_EQ(proxy_.traffic().bytes - before.bytes, 7U);
}

TEST_F(CuttingProxyTest, CutsOneConnectionAndLeavesTheOther) {
  const Connection connection = connected();
  const Connection other = connected();
  proxy_.cut_after_messages(1);
  EXPECT_EQ(ask(connection, "SELECT 42"), "lost");
  EXPECT_EQ(ask(other, "SELECT 42"), "42");
}

TEST_F(CuttingProxyTest, CutsAllConnectionsWhenTold) {
  const Connection connection = connected();
  const Connection other = connected();
  proxy_.cut_after_messages(1, CutReach::all);
  EXPECT_EQ(ask(connection, "SELECT 42"), "lost");
  EXPECT_EQ(ask(other, "SELECT 42"), "lost");
}

TEST_F(CuttingProxyTest, ServesConnectionsThatAreMadeAfterACut) {
  const Connection connection = connected();
  proxy_.cut_after_messages(1);
  ASSERT_EQ(ask(connection, "SELECT 42"), "lost");
  EXPECT_EQ(ask(connected(), "SELECT 42"), "42");
}

TEST_F(CuttingProxyTest, HoldsMessagesBackInBothDirections) {
  const Connection connection = connected();
  proxy_.delay(std::chrono::milliseconds(50));
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(ask(connection, "SELECT 42"), "42");
  EXPECT_GE(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(100));
}

TEST_F(CuttingProxyTest, EndsWhileConnectionsAreOpen) {
  auto proxy = std::make_unique<CuttingProxy>(postgres_socket());
  const Connection connection(PQconnectdb(proxy->uri("postgres").c_str()), &PQfinish);
  ASSERT_EQ(ask(connection, "SELECT 42"), "42");
  proxy.reset();
  EXPECT_EQ(ask(connection, "SELECT 42"), "lost");
}

TEST_F(CuttingProxyTest, RefusesLikeAServerThatIsNotThere) {
  const CuttingProxy proxy(postgres_socket() + ".gone");
  const Connection connection(PQconnectdb(proxy.uri("postgres").c_str()), &PQfinish);
  EXPECT_EQ(PQstatus(connection.get()), CONNECTION_BAD);
}

}  // namespace
}  // namespace migrate
