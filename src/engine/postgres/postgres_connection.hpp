#pragma once

#include <memory>
#include <stop_token>
#include <string>

#include "db/connection.hpp"
#include "db/database.hpp"
#include "engine/postgres/postgres_exchange.hpp"
#include "engine/postgres/postgres_handle.hpp"
#include "engine/postgres/postgres_message.hpp"
#include "engine/postgres/postgres_statements.hpp"

namespace migrate {

class PostgresConnection : public Connection {
 public:
  PostgresConnection(RawPostgres connection, const ConnectionSettings& settings, OpenMode mode);

  [[nodiscard]] const Dialect& dialect() const noexcept override;
  [[nodiscard]] VersionTable read_versions(const TableName& table) override;
  void create_versions(const TableName& table) override;
  void widen_versions(const TableName& table) override;
  void clear_versions(const TableName& table) override;
  void run(const Batch& batch) override;
  void begin() override;
  void commit() override;
  void rollback() noexcept override;
  Rows query(std::string_view sql) override;

 private:
  PostgresHandle session_;
  std::stop_token stop_;
  OpenMode mode_;

  void check_may_write() const;
  void run_in_one_message(const Batch& batch);
  void run_apart(const Batch& batch);
  void run_statement(const SourceText& section, const SqlPiece& piece);
  [[nodiscard]] Reply send(const std::string& message);
  [[nodiscard]] Error failure_of(const PostgresMessage& message, const Reply& reply) const;
  void check_transaction_is_whole(const Batch& batch, const Reply& reply) const;
  [[nodiscard]] PositionUnit position_unit() const noexcept;
};

}  // namespace migrate
