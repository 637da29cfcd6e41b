#include "engine/postgres/postgres_lock.hpp"

#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <pqxx/result>

#include "engine/postgres/postgres_exchange.hpp"

namespace migrate {
namespace {

constexpr std::uint64_t kFnvOffset = 14695981039346656037U;
constexpr std::uint64_t kFnvPrime = 1099511628211U;
constexpr int kHasTransactionTimeout = 170000;  // the server's version

/// No timeout of the server may end the transaction while the migration runs.
std::string acquire_sql(std::int64_t key, int server_version) {
  return fmt::format(
      "BEGIN ISOLATION LEVEL READ COMMITTED;\n"
      "SET LOCAL idle_in_transaction_session_timeout = 0;\n{}"
      "SELECT pg_catalog.pg_try_advisory_xact_lock({})",
      server_version >= kHasTransactionTimeout ? "SET LOCAL transaction_timeout = 0;\n" : "", key);
}

}  // namespace

std::int64_t lock_key(const TableName& table) {
  std::uint64_t hash = kFnvOffset;
  for (const char c : "migrate:" + table.schema + "." + table.name) {
    hash = (hash ^ static_cast<unsigned char>(c)) * kFnvPrime;
  }
  return static_cast<std::int64_t>(hash);
}

PostgresLock::PostgresLock(std::string address, std::int64_t key, std::stop_token stop)
    : address_(std::move(address)), key_(key), stop_(std::move(stop)) {}

PostgresLock::~PostgresLock() { release(); }

bool PostgresLock::try_acquire() {
  open_session();
  if (held_) return true;
  try {
    held_ = ask_for_lock();
  } catch (...) {
    end_transaction();
    throw;
  }
  if (!held_) end_transaction();
  return held_;
}

/// A child that was forked from the owner does not have its lock, and asks on a session of its own.
void PostgresLock::open_session() {
  const bool usable = session_ && session_->is_ours() && !session_->is_lost();
  if (usable) return;
  held_ = false;
  session_.reset();
  session_ = std::make_unique<PostgresHandle>(connect_postgres(PostgresAddress(address_), stop_),
                                              PostgresNotices::Listener());
}

bool PostgresLock::ask_for_lock() {
  const std::string sql = acquire_sql(key_, PQserverVersion(session_->raw()));
  return std::string_view(ask(*session_, sql, stop_)[0][0].c_str()) == "t";
}

void PostgresLock::release() noexcept {
  if (!session_) return;
  if (held_ && session_->is_ours()) end_transaction();
  held_ = false;
}

void PostgresLock::end_transaction() noexcept {
  try {
    if (!session_->is_idle()) static_cast<void>(exchange(*session_, "ROLLBACK", {}));
  } catch (...) {
    // Out of memory; the end of the session takes the lock away below.
  }
  if (!session_->is_idle()) session_.reset();
}

}  // namespace migrate
