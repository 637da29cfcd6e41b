#include "engine/postgres/postgres_database.hpp"

#include <utility>

#include "engine/postgres/postgres_connection.hpp"
#include "engine/postgres/postgres_lock.hpp"

namespace migrate {
namespace {

class PostgresDatabase : public Database {
 public:
  PostgresDatabase(std::string address, ConnectionSettings settings)
      : address_(std::move(address)), settings_(std::move(settings)) {}

  [[nodiscard]] const Dialect& dialect() const noexcept override { return postgres_dialect(); }

  [[nodiscard]] std::unique_ptr<Connection> connect(OpenMode mode) override {
    ConnectionSettings settings = settings_;
    if (mode == OpenMode::aftermath) settings.stop = {};
    return std::make_unique<PostgresConnection>(
        connect_postgres(PostgresAddress(address_), settings.stop), settings, mode);
  }

  [[nodiscard]] std::unique_ptr<MigrationLock> lock(const TableName& table) override {
    return std::make_unique<PostgresLock>(address_, table, settings_.stop);
  }

 private:
  std::string address_;
  ConnectionSettings settings_;
};

}  // namespace

std::unique_ptr<Database> open_postgres(const std::string& uri, ConnectionSettings settings) {
  return std::make_unique<PostgresDatabase>(uri, std::move(settings));
}

}  // namespace migrate
