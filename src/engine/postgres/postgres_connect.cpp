#include "engine/postgres/postgres_connect.hpp"

#include <poll.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <future>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/postgres/on_demand_library.hpp"
#include "migrate/error.hpp"

namespace migrate {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kDefaultTimeoutSeconds = 10;
constexpr int kLookAtTokenEvery = 50;  // milliseconds

/// What libpq was told, by the address, the environment or a service file.
struct Told {
  int timeout_seconds = kDefaultTimeoutSeconds;  // 0: never
  bool several_hosts = false;
  bool may_encrypt = true;  // sslmode is not `disable`
};

struct ConnectHint {
  std::string_view says;
  std::string_view hint;
};

constexpr std::array kConnectHints{
    ConnectHint{"could not look up local user",
                "name a user in the URL: postgresql://user@host/db"},
    ConnectHint{"password authentication failed",
                "check the user and the password in the URL, in PGPASSWORD or in ~/.pgpass"},
    ConnectHint{"no password supplied",
                "put the password into the URL, into PGPASSWORD or into ~/.pgpass"},
    ConnectHint{"no pg_hba.conf entry",
                "the server's pg_hba.conf does not let this user in from here; check the user, the "
                "database and sslmode"},
    ConnectHint{"Peer authentication failed",
                "the server takes the operating system's user; name another user or a host"},
    ConnectHint{"could not translate host name", "check the host's name in the URL"},
    ConnectHint{"the database system is starting up", "the server is starting; try again soon"},
    ConnectHint{"the database system is shutting down", "the server is stopping"},
    ConnectHint{"too many clients already",
                "the server takes no more connections; try again later"},
    ConnectHint{"remaining connection slots",
                "the server takes no more connections; try again later"},
    ConnectHint{"SSL", "check sslmode in the URL"},
    ConnectHint{"GSS",
                "Kerberos needs libgssapi_krb5 on this machine, and a ticket (klist shows it)"},
    ConnectHint{"onnection refused", "is the server running, and is this its host and port?"},
    ConnectHint{"No such file or directory",
                "is the server running, and is its socket in this directory?"},
    ConnectHint{"timeout expired",
                "is this the server's host and port, and does a firewall let it by?"},
};

/// The text between the quotes after `before`; empty when there is none.
std::string quoted_after(std::string_view message, std::string_view before) {
  const std::size_t at = message.find(before);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = message.substr(at + before.size());
  return std::string(rest.substr(0, rest.find('"')));
}

std::string hint_for(std::string_view message) {
  if (message.find("does not exist") != std::string_view::npos) {
    const std::string database = quoted_after(message, "database \"");
    if (!database.empty() && message.find("role \"") == std::string_view::npos) {
      return "make it with: createdb " + database;
    }
    const std::string role = quoted_after(message, "role \"");
    if (!role.empty()) return "name another user in the URL, or make this one: createuser " + role;
  }
  for (const ConnectHint& known : kConnectHints) {
    if (message.find(known.says) != std::string_view::npos) return std::string(known.hint);
  }
  return {};
}

/// libpq's message in one line: its own advice (lines that start with a tab) is left out, as ours
/// takes its place; several hosts are joined.
std::string in_one_line(std::string_view message) {
  std::string line;
  while (!message.empty()) {
    const std::string_view part = message.substr(0, message.find('\n'));
    message.remove_prefix(std::min(part.size() + 1, message.size()));
    if (part.empty() || part.front() == '\t') continue;
    if (!line.empty()) line += "; ";
    line += part;
  }
  return line;
}

Error refused(const PostgresAddress& address, std::string_view message) {
  const std::string line = address.without_passwords(in_one_line(message));
  return Error(Fault::database, "cannot connect to the database: " + line)
      .with_hint(hint_for(line));
}

/// libpq goes on without TLS where `prefer` was said, and gives the password away; all else that
/// it says then is of no help.
void throw_if_missing(std::string_view needed_for) {
  const std::vector<std::string> missing = missing_libraries();
  if (missing.empty()) return;
  throw Error(Fault::database, fmt::format("cannot connect to the database: {}: {}", needed_for,
                                           fmt::join(missing, "; ")))
      .with_hint(
          "install the library that is missing (on Debian libssl3 for TLS and passwords, "
          "libldap-2.5-0 for services in LDAP)");
}

void throw_if_stopped(const std::stop_token& stop) {
  if (stop.stop_requested()) throw Error(Fault::cancelled, "stopped while connecting");
}

Told told(PGconn* connection) {
  Told result;
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(PQconninfo(connection),
                                                                             &PQconninfoFree);
  for (const PQconninfoOption* option = options.get();
       option != nullptr && option->keyword != nullptr; ++option) {
    const std::string_view key = option->keyword;
    const std::string_view value = option->val == nullptr ? "" : option->val;
    if (key.starts_with("host") && value.find(',') != std::string_view::npos) {
      result.several_hosts = true;
    }
    if (key == "sslmode") result.may_encrypt = value != "disable";
    if (key == "connect_timeout" && !value.empty()) {
      std::from_chars(value.data(), value.data() + value.size(), result.timeout_seconds);
    }
  }
  return result;
}

/// What stands before the address can be changed by it; what stands after cannot.
struct Parameters {
  std::string timeout;
  std::vector<const char*> keys{
      "fallback_application_name", "keepalives_idle", "keepalives_interval", "keepalives_count",
      "tcp_user_timeout",          "dbname",          "client_encoding"};
  std::vector<const char*> values{"migrate", "20", "10", "3", "60000"};  // the last: milliseconds

  explicit Parameters(const PostgresAddress& address) {
    values.insert(values.end(), {address.text().c_str(), "UTF8"});
  }

  void set_timeout(int seconds) {
    timeout = std::to_string(seconds);
    keys.push_back("connect_timeout");
    values.push_back(timeout.c_str());
  }

  /// Both lists end with a null.
  void end() {
    keys.push_back(nullptr);
    values.push_back(nullptr);
  }
};

RawPostgres start_connecting(const PostgresAddress& address) {
  Parameters parameters(address);
  parameters.end();
  return RawPostgres(PQconnectStartParams(parameters.keys.data(), parameters.values.data(), 1));
}

/// Only the blocking call goes on to the next host when one does not answer in time. It heeds no
/// token, so it has a thread of its own, which is left to its end when the token is set.
RawPostgres connect_to_one_of_several(const PostgresAddress& address, int timeout_seconds,
                                      const std::stop_token& stop) {
  std::packaged_task<RawPostgres()> work([address, timeout_seconds] {
    Parameters parameters(address);
    parameters.set_timeout(timeout_seconds);
    parameters.end();
    return RawPostgres(PQconnectdbParams(parameters.keys.data(), parameters.values.data(), 1));
  });
  std::future<RawPostgres> connection = work.get_future();
  std::thread(std::move(work)).detach();
  constexpr std::chrono::milliseconds kPatience{kLookAtTokenEvery};
  while (connection.wait_for(kPatience) != std::future_status::ready) throw_if_stopped(stop);
  return connection.get();
}

/// Waits until libpq can go on, or for a short while; false when it cannot go on yet.
bool wait_for_socket(PGconn* connection, PostgresPollingStatusType wanted) {
  const short events = wanted == PGRES_POLLING_READING ? POLLIN : POLLOUT;
  pollfd socket{PQsocket(connection), events, 0};
  return ::poll(&socket, 1, kLookAtTokenEvery) > 0;
}

/// PQconnectPoll leaves the timeout to its caller.
void complete(PGconn* connection, int timeout_seconds, const PostgresAddress& address,
              const std::stop_token& stop) {
  const Clock::time_point deadline = Clock::now() + std::chrono::seconds(timeout_seconds);
  PostgresPollingStatusType wanted = PGRES_POLLING_WRITING;
  while (wanted != PGRES_POLLING_OK && wanted != PGRES_POLLING_FAILED) {
    throw_if_stopped(stop);
    if (timeout_seconds > 0 && Clock::now() >= deadline) {
      throw refused(address,
                    "timeout expired: no answer in " + std::to_string(timeout_seconds) + " s");
    }
    if (wait_for_socket(connection, wanted)) wanted = PQconnectPoll(connection);
    throw_if_missing("the connection needs a library");
  }
}

void drop_notice(void* /*nothing*/, const PGresult* /*notice*/) {}

}  // namespace

RawPostgres connect_postgres(const PostgresAddress& address, const std::stop_token& stop) {
  throw_if_stopped(stop);
  RawPostgres connection = start_connecting(address);
  if (!connection) throw Error(Fault::database, "cannot connect to the database: out of memory");
  PQsetNoticeReceiver(connection.get(), drop_notice, nullptr);
  const Told settings = told(connection.get());
  if (settings.several_hosts) {
    if (settings.may_encrypt) load_tls();
    throw_if_missing("one of several hosts may want TLS (sslmode=disable says that none does)");
    connection = connect_to_one_of_several(address, settings.timeout_seconds, stop);
  } else if (PQstatus(connection.get()) != CONNECTION_BAD) {
    complete(connection.get(), settings.timeout_seconds, address, stop);
  }
  if (PQstatus(connection.get()) != CONNECTION_OK) {
    throw_if_stopped(stop);
    throw_if_missing("the connection needs a library");
    throw refused(address, PQerrorMessage(connection.get()));
  }
  return connection;
}

}  // namespace migrate
