#include "engine/postgres/postgres_connect.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <thread>

#include "engine/conformance.hpp"
#include "support/temporary_folder.hpp"

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

/// A server that lets clients in and never says a word.
class SilentServer {
 public:
  SilentServer() : socket_(::socket(AF_UNIX, SOCK_STREAM, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    folder_.file(".s.PGSQL.5432").copy(address.sun_path, sizeof(address.sun_path) - 1);
    const auto* const generic = reinterpret_cast<const sockaddr*>(&address);
    if (::bind(socket_, generic, sizeof(address)) != 0 || ::listen(socket_, 8) != 0) {
      throw std::runtime_error("cannot listen");
    }
  }
  ~SilentServer() { ::close(socket_); }
  SilentServer(const SilentServer&) = delete;
  SilentServer& operator=(const SilentServer&) = delete;

  [[nodiscard]] std::string folder() const { return folder_.path().string(); }
  [[nodiscard]] std::string uri() const { return "postgresql:///d?user=u&host=" + folder(); }
  void wait_for_client() const { client_ = ::accept(socket_, nullptr, nullptr); }

 private:
  TemporaryFolder folder_;
  int socket_;
  mutable int client_ = -1;
};

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
  EXPECT_THAT(refusal_of(silent.uri() + "&connect_timeout=1").what(), HasSubstr("timeout"));
}

TEST(ConnectPostgres, StopsWhileTheServerDoesNotAnswer) {
  const SilentServer silent;
  std::stop_source source;
  const std::jthread stopper([&] {
    silent.wait_for_client();
    source.request_stop();
  });
  EXPECT_EQ(refusal_of(silent.uri(), source.get_token()).fault(), Fault::cancelled);
}

TEST(ConnectPostgres, DoesNotBeginWhenItIsStoppedAlready) {
  std::stop_source source;
  source.request_stop();
  EXPECT_EQ(refusal_of(server(), source.get_token()).fault(), Fault::cancelled);
}

}  // namespace
}  // namespace migrate
