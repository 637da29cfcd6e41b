#pragma once

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

#include "db/connection.hpp"
#include "db/dialect.hpp"
#include "db/lock.hpp"
#include "db/table_name.hpp"

namespace migrate {

enum class OpenMode {
  read_only,   ///< creates and changes nothing; a missing SQLite file reads as an empty database
  read_write,  ///< may create a SQLite file, with the first statement that writes
};

/// What every connection of a database is opened with.
struct ConnectionSettings {
  std::stop_token
      stop;  ///< interrupts the running statement; the call then throws Fault::cancelled
  std::function<void(std::string_view)> notice;  ///< hears the database's notices; may be empty
};

/// One database by its address. Opens nothing until it is asked.
class Database {
 public:
  virtual ~Database() = default;

  [[nodiscard]] virtual const Dialect& dialect() const noexcept = 0;

  /// Throws Error (Fault::database) that says why the database refused.
  [[nodiscard]] virtual std::unique_ptr<Connection> connect(OpenMode mode) = 0;

  /// The lock that all instances on this database and this version table share. `table` is
  /// qualified. Takes nothing yet.
  [[nodiscard]] virtual std::unique_ptr<MigrationLock> lock(const TableName& table) = 0;
};

}  // namespace migrate
