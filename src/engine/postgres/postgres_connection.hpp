#pragma once

#include <stop_token>
#include <string>

#include "db/connection.hpp"
#include "db/database.hpp"
#include "engine/postgres/postgres_handle.hpp"
#include "engine/postgres/postgres_runner.hpp"

namespace migrate {

class PostgresConnection : public Connection {
 public:
  PostgresConnection(RawPostgres connection, const ConnectionSettings& settings, OpenMode mode);

  [[nodiscard]] const Dialect& dialect() const noexcept override;
  [[nodiscard]] VersionTable read_versions(const TableName& table) override;
  void create_versions(const TableName& table) override;
  void widen_versions(const TableName& table) override;
  void clear_versions(const TableName& table) override;
  [[nodiscard]] bool has_history(const TableName& table) override;
  [[nodiscard]] KeptTables read_tables(const TableName& versions, const std::string& history,
                                       std::string_view columns) override;
  void create_history(const TableName& table) override;
  void run(const Batch& batch) override;
  void begin() override;
  void commit() override;
  void rollback() noexcept override;
  Rows query(std::string_view sql) override;
  [[nodiscard]] Effect effect_of(const SourceText& statement) override;
  [[nodiscard]] bool is_lost() const noexcept override { return session_.is_lost(); }
  [[nodiscard]] std::vector<Finding> examine(const TableName& versions,
                                             const TableName& history) override;
  void on_wait(const std::function<void(const StatementRun&)>& heard) override;

 private:
  PostgresHandle session_;
  PostgresRunner runner_;
  std::stop_token stop_;
  OpenMode mode_;
  std::chrono::milliseconds lock_timeout_;
  TableName history_;  // as it was last asked for; what query() asks of

  void check_may_write() const;
  [[nodiscard]] bool is_there(const TableName& table);
  void change(const TableName& table, const std::string& sql);
  void wait_for_others(const TableName& versions);
  void create(const TableName& table, const std::string& sql, const std::string& otherwise);
};

}  // namespace migrate
