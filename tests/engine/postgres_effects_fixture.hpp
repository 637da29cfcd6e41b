#pragma once

#include <cstdlib>
#include <memory>
#include <string>

#include <libpq-fe.h>

#include "engine/postgres_fixture.hpp"

namespace migrate {

using RawSession = std::unique_ptr<PGconn, decltype(&PQfinish)>;

/// What the database shows of statements that ran outside of transactions.
class PostgresEffects : public PostgresTest {
 protected:
  using State = Effect::State;

  [[nodiscard]] Effect effect_of(const std::string& statement) {
    return connection_->effect_of(SourceText(statement, "x.sql", 10));
  }
  [[nodiscard]] State state_after(const std::string& statement) {
    return effect_of(statement).state;
  }

  void run_alone(const std::string& statement) { run(statement, {}, Atomicity::none); }
  [[nodiscard]] Error failure_alone(const std::string& statement) {
    return failure_of(statement, {}, Atomicity::none);
  }

  /// What a migration does when it goes on after `statement`.
  void clean_up(const std::string& statement) {
    for (const std::string& sql : effect_of(statement).cleanup) run_alone(sql);
  }

  /// Two rows that no unique index of the emails takes in.
  void add_duplicates(const std::string& table = "users") const {
    raw("INSERT INTO " + table + " VALUES (1, 'a'), (2, 'a')");
  }

  /// The address of the test's database.
  [[nodiscard]] std::string address() const {
    const std::string server = std::getenv("MIGRATE_TEST_POSTGRES");
    return server + (server.find('?') == std::string::npos ? "?" : "&") +
           "dbname=" + raw("SELECT current_database()");
  }

  /// A session past the code under test.
  [[nodiscard]] RawSession open_raw() const { return {PQconnectdb(address().c_str()), &PQfinish}; }
};

}  // namespace migrate
