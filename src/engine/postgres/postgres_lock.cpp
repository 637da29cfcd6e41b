#include "engine/postgres/postgres_lock.hpp"

#include <chrono>
#include <exception>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <pqxx/result>

#include "engine/postgres/postgres_dialect.hpp"
#include "engine/postgres/postgres_exchange.hpp"

namespace migrate {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t kFnvOffset = 14695981039346656037U;
constexpr std::uint64_t kFnvPrime = 1099511628211U;
constexpr std::chrono::seconds kAnswerWithin{2};
constexpr std::chrono::seconds kLookAgainAfter{30};  // where there was no answer
constexpr int kHasTransactionTimeout = 170000;       // the server's version

/// No timeout of the server may end the transaction while the migration runs. An owner that died
/// may have left a statement running: then the lock is not even tried, so that of those who wait
/// none is taken for its holder; and looked for again once we have it, when no new one can begin.
std::string acquire_sql(const LockKeys& keys, int server_version) {
  return fmt::format(
      "BEGIN ISOLATION LEVEL READ COMMITTED;\n"
      "SET LOCAL idle_in_transaction_session_timeout = 0;\n{timeout}"
      "SET LOCAL application_name = {name};\n"
      "SELECT pg_catalog.pg_try_advisory_xact_lock({key}) "
      "WHERE NOT EXISTS (SELECT FROM ({locks}) l WHERE l.key = '{worker}');\n"
      "SELECT pg_catalog.count(*) FILTER (WHERE l.key = '{key}') = 1 "
      "AND pg_catalog.count(*) FILTER (WHERE l.key = '{worker}') = 0 FROM ({locks}) l "
      "WHERE l.key = '{worker}' OR (l.key = '{key}' AND l.pid = pg_catalog.pg_backend_pid())",
      fmt::arg("timeout", server_version >= kHasTransactionTimeout
                              ? "SET LOCAL transaction_timeout = 0;\n"
                              : ""),
      fmt::arg("name", postgres_dialect().quoted_string(owner_name())),
      fmt::arg("key", keys.migration), fmt::arg("worker", keys.worker),
      fmt::arg("locks", advisory_locks_sql()));
}

std::int64_t key_of(std::string_view purpose, const TableName& table) {
  std::uint64_t hash = kFnvOffset;
  for (const char c : fmt::format("{}:{}.{}", purpose, table.schema, table.name)) {
    hash = (hash ^ static_cast<unsigned char>(c)) * kFnvPrime;
  }
  return static_cast<std::int64_t>(hash);
}

bool is_usable(const std::unique_ptr<PostgresHandle>& session) {
  return session && session->is_ours() && !session->is_lost();
}

}  // namespace

std::int64_t lock_key(const TableName& table) { return key_of("migrate", table); }

std::int64_t worker_lock_key(const TableName& table) { return key_of("migrate-worker", table); }

PostgresLock::PostgresLock(std::string address, const TableName& table, std::stop_token stop)
    : address_(std::move(address)),
      keys_{lock_key(table), worker_lock_key(table)},
      stop_(std::move(stop)) {}

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
  if (is_usable(session_)) return;
  held_ = false;
  open(session_);
}

void PostgresLock::open(std::unique_ptr<PostgresHandle>& session) const {
  session.reset();
  session = std::make_unique<PostgresHandle>(connect_postgres(PostgresAddress(address_), stop_),
                                             PostgresNotices::Listener());
}

bool PostgresLock::ask_for_lock() {
  const std::string sql = acquire_sql(keys_, PQserverVersion(session_->raw()));
  return std::string_view(ask(*session_, sql, stop_)[0][0].c_str()) == "t";
}

/// Twice: the first finds the server's last words, the second that it has hung up.
bool PostgresLock::is_held() noexcept {
  if (!held_ || !session_) return false;
  for (int look = 0; look < 2; ++look) PQconsumeInput(session_->raw());
  return !session_->is_lost();
}

std::optional<LockHolder> PostgresLock::holder() {
  return find_holder(idle_session(), keys_, stop_);
}

/// One that is not inside the lock's transaction: it would keep locks on the tables that are read.
PostgresHandle& PostgresLock::idle_session() {
  open_session();
  if (!held_) return *session_;
  if (!is_usable(looker_)) open(looker_);
  return *looker_;
}

/// Whoever looks does not hear meanwhile that the statement has ended.
OwnersStatement PostgresLock::owners_statement() {
  OwnersStatement seen;
  const Clock::time_point start = Clock::now();
  if (start < next_look_) return seen;
  try {
    if (!is_usable(looker_)) open(looker_);
    const CutOffAfter limit(looker_->raw(), kAnswerWithin, stop_);
    seen.blockers = find_blockers(*looker_, keys_);
    seen.progress = find_progress(*looker_, keys_);
  } catch (const std::exception&) {
    // It would have been nice to know.
    const Clock::time_point end = Clock::now();
    if (end - start >= kAnswerWithin) next_look_ = end + kLookAgainAfter;
  }
  return seen;
}

void PostgresLock::release() noexcept {
  looker_.reset();
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
