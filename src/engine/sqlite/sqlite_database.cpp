#include "engine/sqlite/sqlite_database.hpp"

#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include "engine/sqlite/sqlite_connection.hpp"
#include "engine/sqlite/sqlite_file.hpp"
#include "engine/sqlite/sqlite_lock.hpp"

namespace migrate {
namespace {

/// The URI of a new database in memory that several connections of this process can share.
std::string memory_uri() {
  static std::atomic<unsigned> count{0};
  return fmt::format("file:/migrate-{}-{}?vfs=memdb", getpid(), count++);
}

SqliteAddress memory_address() {
  SqliteHandleSettings settings;
  settings.access = SqliteAccess::create;
  const std::string uri = memory_uri();
  return {uri, std::make_shared<SqliteHandle>(uri, settings)};
}

SqliteAddress file_address(const std::string& path) {
  if (path.empty()) {
    throw Error(Fault::config, "the path of the SQLite database is empty")
        .with_hint("write sqlite:///app.db, or sqlite:// for a database in memory");
  }
  return {std::filesystem::absolute(path).string(), nullptr};
}

class SqliteDatabase final : public Database {
 public:
  SqliteDatabase(SqliteAddress address, ConnectionSettings settings)
      : address_(std::move(address)), settings_(std::move(settings)) {}

  [[nodiscard]] const Dialect& dialect() const noexcept override { return sqlite_dialect(); }

  [[nodiscard]] std::unique_ptr<Connection> connect(OpenMode mode) override {
    return std::make_unique<SqliteConnection>(address_, mode, settings_);
  }

  [[nodiscard]] std::optional<std::string> missing_file() const override {
    if (address_.keeper || state_of_database(address_.file) == SqliteFileState::present) return {};
    return address_.file;
  }

  [[nodiscard]] std::unique_ptr<MigrationLock> lock(const TableName& /*table*/) override {
    if (address_.keeper) return std::make_unique<SqliteMemoryLock>();
    return std::make_unique<SqliteLock>(lock_file_of(address_.file));
  }

 private:
  SqliteAddress address_;
  ConnectionSettings settings_;
};

}  // namespace

std::unique_ptr<Database> open_sqlite(const std::string& path, ConnectionSettings settings) {
  SqliteAddress address = path == ":memory:" ? memory_address() : file_address(path);
  return std::make_unique<SqliteDatabase>(std::move(address), std::move(settings));
}

}  // namespace migrate
