#pragma once

#include <memory>
#include <string>

#include "db/connection.hpp"
#include "db/database.hpp"
#include "engine/sqlite/sqlite_handle.hpp"

namespace migrate {

/// Where a database is. One in memory lives as long as `keeper` and what shares it.
struct SqliteAddress {
  std::string file;                      ///< an absolute path, or the URI of a database in memory
  std::shared_ptr<SqliteHandle> keeper;  ///< null for a file
};

/// A connection to one SQLite database. A file that is missing is read as an empty database; the
/// first statement that writes makes it.
class SqliteConnection final : public Connection {
 public:
  SqliteConnection(SqliteAddress address, OpenMode mode, ConnectionSettings settings);
  ~SqliteConnection() override;

  [[nodiscard]] const Dialect& dialect() const noexcept override;
  [[nodiscard]] VersionTable read_versions(const TableName& table) override;
  void create_versions(const TableName& table) override;
  void widen_versions(const TableName& table) override;
  void clear_versions(const TableName& table) override;
  [[nodiscard]] bool has_history(const TableName& table) override;
  void create_history(const TableName& table) override;
  void run(const Batch& batch) override;
  void begin() override;
  void commit() override;
  void rollback() noexcept override;
  Rows query(std::string_view sql) override;
  [[nodiscard]] Effect effect_of(const SourceText& statement) override;
  [[nodiscard]] std::vector<Finding> examine(const TableName& versions,
                                             const TableName& history) override;
  void on_wait(const SqliteListener& heard) override { heard_ = heard; }

 private:
  SqliteAddress address_;
  OpenMode mode_;
  ConnectionSettings settings_;
  SqliteListener heard_;
  std::unique_ptr<SqliteHandle> handle_;
  bool stands_in_ = false;  // handle_ is an empty database in memory: there is no file yet

  void open();
  [[nodiscard]] SqliteHandle& for_reading();
  [[nodiscard]] SqliteHandle& for_writing();
};

}  // namespace migrate
