#pragma once

#include <chrono>
#include <functional>
#include <stop_token>
#include <string>
#include <utility>

#include "db/batch.hpp"
#include "db/database.hpp"
#include "engine/postgres/postgres_exchange.hpp"
#include "engine/postgres/postgres_handle.hpp"
#include "engine/postgres/postgres_message.hpp"
#include "engine/postgres/postgres_statements.hpp"
#include "migrate/events.hpp"

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
  void on_wait(std::function<void(const StatementRun&)> heard) { heard_ = std::move(heard); }

  /// What holds in each transaction of ours. Asks the server, once, what it can.
  [[nodiscard]] TransactionLimits limits();

 private:
  PostgresHandle& session_;
  std::stop_token stop_;
  std::chrono::milliseconds lock_timeout_;
  std::chrono::milliseconds statement_timeout_;
  std::function<void(const StatementRun&)> heard_;  // see Connection::on_wait

  void run_in_one_message(const Batch& batch);
  void run_apart(const Batch& batch);
  void run_statements(const Batch& batch);
  void run_statement(const SourceText& section, const SqlPiece& piece);
  void write_apart(const Batch& batch, std::chrono::steady_clock::time_point start);
  [[nodiscard]] Reply send(const std::string& message, const std::function<Location()>& place);
  [[nodiscard]] WaitListener listener(const std::function<Location()>& place) const;
  [[nodiscard]] Error failure_of(const PostgresMessage& message, const Reply& reply) const;
  void check_transaction_is_whole(const Batch& batch, const Reply& reply) const;
  [[nodiscard]] PositionUnit position_unit() const noexcept;
};

}  // namespace migrate
