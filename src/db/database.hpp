#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
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
  aftermath,   ///< as read_write, to find out and write down what became of a run: heeds no stop
               ///< token, and read_versions waits (within a bound) for what the server still runs
               ///< for a session of ours that is gone
};

/// What every connection of a database is opened with.
struct ConnectionSettings {
  std::stop_token
      stop;  ///< interrupts the running statement; the call then throws Fault::cancelled
  std::function<void(std::string_view)> notice;  ///< hears the database's notices; may be empty
  /// PostgreSQL: how long a statement waits for a lock (0: for ever), and may run (0: as the server
  /// has it).
  std::chrono::milliseconds lock_timeout = std::chrono::seconds(5);
  std::chrono::milliseconds statement_timeout{0};
  /// SQLite: how long to wait while another process holds the database.
  std::chrono::milliseconds busy_timeout = std::chrono::seconds(5);
};

/// One database by its address. Opens nothing until it is asked.
class Database {
 public:
  virtual ~Database() = default;

  [[nodiscard]] virtual const Dialect& dialect() const noexcept = 0;

  /// Throws Error (Fault::database) that says why the database refused.
  [[nodiscard]] virtual std::unique_ptr<Connection> connect(OpenMode mode) = 0;

  /// The file that holds the database, where it does not exist yet.
  [[nodiscard]] virtual std::optional<std::string> missing_file() const { return std::nullopt; }

  /// The lock that all instances on this database and this version table share. `table` is
  /// qualified. Takes nothing yet.
  [[nodiscard]] virtual std::unique_ptr<MigrationLock> lock(const TableName& table) = 0;
};

}  // namespace migrate
