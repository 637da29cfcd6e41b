#pragma once

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>

#include "db/lock.hpp"
#include "db/table_name.hpp"
#include "engine/postgres/postgres_handle.hpp"

namespace migrate {

/// The advisory lock's number: the same in every version of the program, for ever.
[[nodiscard]] std::int64_t lock_key(const TableName& table);

/// An advisory lock that belongs to a transaction, which is held open on a session of its own: it
/// also holds behind a PgBouncer that pools transactions, where a session's lock would not.
class PostgresLock : public MigrationLock {
 public:
  PostgresLock(std::string address, std::int64_t key, std::stop_token stop);
  ~PostgresLock() override;

  [[nodiscard]] bool try_acquire() override;
  void release() noexcept override;

 private:
  std::string address_;
  std::int64_t key_;
  std::stop_token stop_;
  std::unique_ptr<PostgresHandle> session_;  // opened when it is first needed
  bool held_ = false;

  void open_session();
  [[nodiscard]] bool ask_for_lock();
  void end_transaction() noexcept;
};

}  // namespace migrate
