#pragma once

#include <sys/types.h>

#include <memory>

#include <libpq-fe.h>
#include <pqxx/connection>
#include <pqxx/version>

#include "engine/postgres/postgres_connect.hpp"
#include "engine/postgres/postgres_notices.hpp"

namespace migrate {

#if PQXX_VERSION_MAJOR >= 7
using PqxxConnection = pqxx::connection;
#else
using PqxxConnection = pqxx::connection_base;
#endif

class AdoptedConnection;

/// One session of a PostgreSQL server, for libpqxx and for the libpq under it: libpqxx 6.4 hides
/// what an error says of itself besides its message, and reconnects without a word.
///
/// A session that was lost stays lost: a new one would have neither the lock nor the settings.
class PostgresHandle {
 public:
  PostgresHandle(RawPostgres connection, PostgresNotices::Listener listener);
  /// In a forked child the session is left to the parent.
  ~PostgresHandle();
  PostgresHandle(const PostgresHandle&) = delete;
  PostgresHandle& operator=(const PostgresHandle&) = delete;

  [[nodiscard]] PqxxConnection& pqxx() const noexcept;
  [[nodiscard]] PGconn* raw() const noexcept { return raw_; }
  [[nodiscard]] PostgresNotices& notices() noexcept { return notices_; }
  [[nodiscard]] const PostgresNotices& notices() const noexcept { return notices_; }

  [[nodiscard]] bool is_lost() const noexcept { return PQstatus(raw_) != CONNECTION_OK; }
  [[nodiscard]] bool is_idle() const noexcept { return PQtransactionStatus(raw_) == PQTRANS_IDLE; }
  /// Whether this process opened the session, and no parent that it was forked from.
  [[nodiscard]] bool is_ours() const noexcept;

  /// Whether a pooler stands in between, which may give each transaction another session of the
  /// server. Known once probe() (postgres_probe.hpp) has asked; false before.
  [[nodiscard]] bool is_pooled() const noexcept { return pooled_; }
  /// Whether the server can look, while a statement runs, if its client is still there. Likewise.
  [[nodiscard]] bool looks_for_client() const noexcept { return looks_for_client_; }
  [[nodiscard]] bool is_probed() const noexcept { return probed_; }
  void set_probed(bool pooled, bool looks_for_client) noexcept;

 private:
  PGconn* raw_;
  pid_t owner_;
  bool probed_ = false;
  bool pooled_ = false;
  bool looks_for_client_ = false;
  PostgresNotices notices_;
  std::unique_ptr<AdoptedConnection> connection_;
};

}  // namespace migrate
