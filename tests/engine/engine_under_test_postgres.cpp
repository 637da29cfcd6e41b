#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <stdexcept>

#include <libpq-fe.h>

#include "engine/engine_under_test.hpp"
#include "engine/postgres/postgres_database.hpp"

namespace migrate {
namespace {

std::string required_variable(const char* name) {
  const char* const value = std::getenv(name);
  if (value != nullptr) return value;
  throw std::runtime_error(
      std::string(name) +
      " is not set: name a test server, or set MIGRATE_TEST_WITHOUT_POSTGRES=1 to "
      "test without PostgreSQL");
}

/// Runs SQL on a connection of its own and gives the last result's first value; "" when it has
/// none.
std::string run_alone(const std::string& address, const std::string& sql) {
  const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(address.c_str()),
                                                                &PQfinish);
  if (PQstatus(connection.get()) != CONNECTION_OK) {
    throw std::runtime_error(PQerrorMessage(connection.get()));
  }
  const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(connection.get(), sql.c_str()),
                                                             &PQclear);
  const ExecStatusType status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
    throw std::runtime_error(PQresultErrorMessage(result.get()) + (" in " + sql));
  }
  return PQntuples(result.get()) == 0 ? "" : PQgetvalue(result.get(), 0, 0);
}

std::string quoted_value(const std::string& value) {
  std::string quoted = "'";
  for (const char c : value) {
    if (c == '\'' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "'";
}

/// The address of another database on the server that `uri` names.
std::string address_of(const std::string& uri, const std::string& database) {
  char* failure = nullptr;
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
      PQconninfoParse(uri.c_str(), &failure), &PQconninfoFree);
  if (!options) throw std::runtime_error(std::string("MIGRATE_TEST_POSTGRES: ") + failure);
  std::string address = "dbname=" + quoted_value(database);
  for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option) {
    if (option->val == nullptr || std::string(option->keyword) == "dbname") continue;
    address += std::string(" ") + option->keyword + "=" + quoted_value(option->val);
  }
  return address;
}

std::string new_name() {
  static std::atomic<int> count{0};
  return "migrate_test_" + std::to_string(getpid()) + "_" + std::to_string(count++);
}

class PostgresUnderTest final : public EngineUnderTest {
 public:
  PostgresUnderTest() {
    const std::string data = required_variable("MIGRATE_TEST_POSTGRES_DATA");
    const std::string found = run_alone(server_, "SHOW data_directory");
    if (found != data) {
      throw std::runtime_error("MIGRATE_TEST_POSTGRES is a server in " + found + ", not in " +
                               data + ": nothing was touched");
    }
    run_alone(server_, "CREATE DATABASE " + name_);
  }

  ~PostgresUnderTest() override {
    if (getpid() != owner_) return;  // a forked child of a test
    try {
      run_alone(server_, "DROP DATABASE " + name_ + " WITH (FORCE)");
    } catch (const std::runtime_error&) {
      // It stays behind on the test server; the test has its verdict.
    }
  }

  PostgresUnderTest(const PostgresUnderTest&) = delete;
  PostgresUnderTest& operator=(const PostgresUnderTest&) = delete;

  [[nodiscard]] std::unique_ptr<Database> open(ConnectionSettings settings) const override {
    return open_postgres(address_, std::move(settings));
  }

  std::string raw(const std::string& sql) const override { return run_alone(address_, sql); }

  [[nodiscard]] int count_objects() const override {
    return std::stoi(
        raw("SELECT count(*) FROM pg_class WHERE relnamespace NOT IN (SELECT oid FROM pg_namespace"
            " WHERE nspname LIKE 'pg\\_%' OR nspname = 'information_schema')"));
  }

  [[nodiscard]] bool is_at_work() const override {
    return raw("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
               " AND state = 'active' AND pid <> pg_backend_pid() AND query LIKE '%endless%'") !=
           "0";
  }

  [[nodiscard]] std::string hide_versions() const override {
    return "SELECT pg_catalog.set_config('search_path', '', false);";
  }

  [[nodiscard]] bool has_lock_for_each_table() const override { return true; }
  [[nodiscard]] bool limits_column_length() const override { return true; }

 private:
  pid_t owner_ = getpid();
  std::string server_ = required_variable("MIGRATE_TEST_POSTGRES");
  std::string name_ = new_name();
  std::string address_ = address_of(server_, name_);
};

}  // namespace

std::unique_ptr<EngineUnderTest> make_postgres_under_test() {
  return std::make_unique<PostgresUnderTest>();
}

}  // namespace migrate
