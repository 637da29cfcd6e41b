#include "engine/postgres/postgres_connect.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <stdexcept>
#include <thread>

#include "engine/conformance.hpp"
#include "support/silent_server.hpp"

namespace migrate {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

/// The test server's address with something put in, such as "&user=x".
std::string server(const std::string& more = {}) {
  const char* const uri = std::getenv("MIGRATE_TEST_POSTGRES");
  if (uri == nullptr) throw std::runtime_error("run this under scripts/with_postgres.sh");
  return uri + more;
}

Error refusal_of(const std::string& address, const std::stop_token& stop = {}) {
  return thrown_by([&] { static_cast<void>(connect_postgres(PostgresAddress(address), stop)); });
}

std::string shown(const std::string& address, const std::string& question) {
  const RawPostgres connection = connect_postgres(PostgresAddress(address), {});
  PGresult* const result = PQexec(connection.get(), question.c_str());
  const std::string value = PQgetvalue(result, 0, 0);
  PQclear(result);
  return value;
}

TEST(ConnectPostgres, NamesItselfToTheServer) {
  EXPECT_EQ(shown(server(), "SHOW application_name"), "migrate");
}

TEST(ConnectPostgres, LetsTheUsersOwnNameWin) {
  EXPECT_EQ(shown(server("&application_name=deploy"), "SHOW application_name"), "deploy");
}

TEST(ConnectPostgres, SpeaksUtf8WhateverTheAddressSays) {
  EXPECT_EQ(shown(server("&client_encoding=LATIN1"), "SHOW client_encoding"), "UTF8");
}

TEST(ConnectPostgres, SaysHowToMakeAMissingDatabase) {
  const Error error = refusal_of(server("&dbname=no_such_db"));
  EXPECT_THAT(error.hint(), HasSubstr("createdb no_such_db"));
}

TEST(ConnectPostgres, ARefusalIsAFaultOfTheDatabase) {
  EXPECT_EQ(refusal_of(server("&dbname=no_such_db")).fault(), Fault::database);
}

TEST(ConnectPostgres, NamesAUserThatDoesNotExist) {
  EXPECT_THAT(refusal_of(server("&user=nobody_here")).what(), HasSubstr("nobody_here"));
}

TEST(ConnectPostgres, AsksWhetherTheServerIsRunning) {
  EXPECT_THAT(refusal_of("postgresql:///d?host=/nonexistent").hint(),
              HasSubstr("is the server running"));
}

TEST(ConnectPostgres, AsksWhetherTheServerIsRunningOnItsPort) {
  EXPECT_THAT(refusal_of("postgresql://127.0.0.1:1/d").hint(), HasSubstr("is the server running"));
}

TEST(ConnectPostgres, NeverShowsThePassword) {
  const Error error = refusal_of("postgresql://bob:s3cret@127.0.0.1:1/d");
  EXPECT_THAT(error.what(), AllOf(HasSubstr("127.0.0.1"), Not(HasSubstr("s3cret"))));
}

TEST(ConnectPostgres, NeverShowsAPasswordThatWasTakenForAHost) {
  EXPECT_THAT(refusal_of("postgresql://bob:x@s3cret@host.invalid/d").what(),
              Not(HasSubstr("s3cret")));
}

TEST(ConnectPostgres, GoesOnToTheNextHost) {
  const std::string& uri = server();
  const std::string folder =
      uri.substr(uri.find("host=") + 5, uri.find('&') - uri.find("host=") - 5);
  EXPECT_EQ(shown("postgresql:///postgres?user=postgres&host=/nonexistent," + folder, "SELECT 1"),
            "1");
}

/// The value that a connection's option has.
std::string option_of(const std::string& address, const std::string& keyword) {
  const RawPostgres connection = connect_postgres(PostgresAddress(address), {});
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
      PQconninfo(connection.get()), &PQconninfoFree);
  for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option) {
    if (keyword == option->keyword && option->val != nullptr) return option->val;
  }
  return {};
}

TEST(ConnectPostgres, NoticesADeadNetworkWithinAMinute) {
  EXPECT_EQ(option_of(server(), "tcp_user_timeout"), "60000");
  EXPECT_EQ(option_of(server(), "keepalives_idle"), "20");
}

TEST(ConnectPostgres, LetsTheAddressSayHowADeadNetworkIsNoticed) {
  EXPECT_EQ(option_of(server("&tcp_user_timeout=7"), "tcp_user_timeout"), "7");
}

TEST(ConnectPostgres, GivesUpOnAServerThatNeverAnswers) {
  const SilentServer silent;
  EXPECT_THAT(refusal_of(silent.uri("&connect_timeout=1")).what(), HasSubstr("timeout"));
}

TEST(ConnectPostgres, GivesUpOnAServerThatStopsWithinAMessage) {
  const SilentServer silent(SilentServer::greeting().substr(0, 3));
  EXPECT_THAT(refusal_of(silent.uri("&connect_timeout=1")).what(), HasSubstr("timeout"));
}

TEST(ConnectPostgres, GivesUpOnAServerThatNeverLetsItIn) {
  const SilentServer silent(SilentServer::greeting().substr(0, 9));
  EXPECT_THAT(refusal_of(silent.uri("&connect_timeout=1")).what(), HasSubstr("timeout"));
}

/// Connects to a server that does not answer, and asks to stop when it has heard of that.
Error stopped_connecting_to(const SilentServer& silent, const std::string& address) {
  std::stop_source source;
  const std::jthread stopper([&] {
    silent.wait_for_client();
    source.request_stop();
  });
  return refusal_of(address, source.get_token());
}

TEST(ConnectPostgres, StopsWhileTheServerDoesNotAnswer) {
  const SilentServer silent;
  EXPECT_EQ(stopped_connecting_to(silent, silent.uri("&connect_timeout=0")).fault(),
            Fault::cancelled);
}

TEST(ConnectPostgres, StopsWhileTheFirstOfSeveralHostsDoesNotAnswer) {
  const SilentServer silent;
  const std::string hosts = silent.place() + "," + silent.place();
  EXPECT_EQ(stopped_connecting_to(silent, "postgresql://" + hosts +
                                              "/d?sslmode=disable&gssencmode=disable&"
                                              "connect_timeout=3600")
                .fault(),
            Fault::cancelled);
}

TEST(ConnectPostgres, DoesNotBeginWhenItIsStoppedAlready) {
  std::stop_source source;
  source.request_stop();
  EXPECT_EQ(refusal_of(server(), source.get_token()).fault(), Fault::cancelled);
}

}  // namespace
}  // namespace migrate
