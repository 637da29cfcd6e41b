#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "db/lock.hpp"
#include "db/table_name.hpp"
#include "engine/postgres/postgres_activity.hpp"
#include "engine/postgres/postgres_handle.hpp"

namespace migrate {

/// The advisory lock's number: the same in every version of the program, for ever.
[[nodiscard]] std::int64_t lock_key(const TableName& table);

/// The number of the advisory lock that every message of ours holds, shared and until its
/// transaction ends, while the server runs it. Whoever takes the migration lock thereby sees what
/// the server still runs for an owner that has died.
[[nodiscard]] std::int64_t worker_lock_key(const TableName& table);

/// An advisory lock that belongs to a transaction, which is held open on a session of its own: it
/// also holds behind a PgBouncer that pools transactions, where a session's lock would not.
class PostgresLock : public MigrationLock {
 public:
  PostgresLock(std::string address, const TableName& table, std::stop_token stop);
  ~PostgresLock() override;

  [[nodiscard]] bool try_acquire() override;
  void release() noexcept override;
  [[nodiscard]] bool is_held() noexcept override;
  [[nodiscard]] std::optional<LockHolder> holder() override;

  /// Asks on a second session, within two seconds, and not again for half a minute where there was
  /// no answer by then: a pooler may have no third connection to the server.
  [[nodiscard]] OwnersStatement owners_statement() override;

 private:
  std::string address_;
  LockKeys keys_;
  std::stop_token stop_;
  std::unique_ptr<PostgresHandle> session_;  // opened when it is first needed
  std::unique_ptr<PostgresHandle> looker_;   // the same; asks while session_ is in its transaction
  bool held_ = false;
  std::chrono::steady_clock::time_point next_look_;  // not before it is the looker asked

  void open(std::unique_ptr<PostgresHandle>& session) const;
  void open_session();
  [[nodiscard]] PostgresHandle& idle_session();
  [[nodiscard]] bool ask_for_lock();
  void end_transaction() noexcept;
};

}  // namespace migrate
