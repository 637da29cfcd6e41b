#pragma once

#include <chrono>
#include <functional>
#include <stop_token>
#include <string>

#include "db/batch.hpp"
#include "db/database.hpp"
#include "engine/postgres/postgres_exchange.hpp"
#include "engine/postgres/postgres_handle.hpp"
#include "engine/postgres/postgres_message.hpp"
#include "engine/postgres/postgres_statements.hpp"

namespace migrate {

/// Runs batches and transactions on a session, see Connection.
class PostgresRunner {
 public:
  /// `session` must outlive it.
  PostgresRunner(PostgresHandle& session, const ConnectionSettings& settings);

  void run(const Batch& batch);
  void begin();
  void commit();
  void rollback() noexcept;
  void on_wait(std::function<void(std::chrono::milliseconds)> heard);

  /// What holds in each transaction of ours. Asks the server, once, what it can.
  [[nodiscard]] TransactionLimits limits();

 private:
  PostgresHandle& session_;
  std::stop_token stop_;
  std::chrono::milliseconds lock_timeout_;
  std::chrono::milliseconds statement_timeout_;
  WaitListener wait_;

  void run_in_one_message(const Batch& batch);
  void run_apart(const Batch& batch);
  void run_statements(const Batch& batch);
  void run_statement(const SourceText& section, const SqlPiece& piece);
  void write_apart(const Batch& batch, std::chrono::steady_clock::time_point start);
  [[nodiscard]] Reply send(const std::string& message);
  [[nodiscard]] Error failure_of(const PostgresMessage& message, const Reply& reply) const;
  void check_transaction_is_whole(const Batch& batch, const Reply& reply) const;
  [[nodiscard]] PositionUnit position_unit() const noexcept;
};

}  // namespace migrate
