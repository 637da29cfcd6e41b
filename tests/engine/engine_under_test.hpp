#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/engine_kind.hpp"
#include "db/database.hpp"

namespace migrate {

/// One engine with a fresh, empty database of its own, gone when destroyed.
class EngineUnderTest {
 public:
  virtual ~EngineUnderTest() = default;

  /// The database through the code under test.
  [[nodiscard]] virtual std::unique_ptr<Database> open(ConnectionSettings settings) const = 0;

  /// Runs SQL past the code under test and gives the first row's first column; "" when it has none.
  virtual std::string raw(const std::string& sql) const = 0;

  /// How many tables, views and indexes the database holds.
  [[nodiscard]] virtual int count_objects() const = 0;

  /// Whether some other connection is in the middle of a revision.
  [[nodiscard]] virtual bool is_at_work() const = 0;

  /// SQL that makes an unqualified `migrate_version` vanish, or mean another table.
  [[nodiscard]] virtual std::string hide_versions() const = 0;

  /// Whether two version tables of one database have two locks.
  [[nodiscard]] virtual bool has_lock_for_each_table() const = 0;

  /// Whether a column's length limits what it takes.
  [[nodiscard]] virtual bool limits_column_length() const = 0;
};

/// For PostgreSQL it takes MIGRATE_TEST_POSTGRES, the URI of a test server whose role may CREATE
/// DATABASE, and MIGRATE_TEST_POSTGRES_DATA, that server's data directory: nothing is dropped on
/// any other server. Throws when they are missing or do not agree.
[[nodiscard]] std::unique_ptr<EngineUnderTest> make_engine_under_test(EngineKind kind);

/// All engines; only SQLite when MIGRATE_TEST_WITHOUT_POSTGRES is 1.
[[nodiscard]] std::vector<EngineKind> engines_to_test();

[[nodiscard]] std::unique_ptr<EngineUnderTest> make_sqlite_under_test();
[[nodiscard]] std::unique_ptr<EngineUnderTest> make_postgres_under_test();

}  // namespace migrate
