#pragma once

#include <stop_token>
#include <string>
#include <string_view>

#include "db/table_name.hpp"
#include "engine/postgres/postgres_handle.hpp"
#include "engine/postgres/postgres_preamble.hpp"

namespace migrate {

/// Whether the wait of a statement for a lock must not be cut short: that would leave an INVALID
/// index behind (CONCURRENTLY), and it holds up nobody meanwhile (so does VACUUM without FULL).
[[nodiscard]] bool waits_in_peace(std::string_view statement);

/// The session while statements of it run outside of any transaction of ours. Where nobody else can
/// get the session (no pooler), lock_timeout is as `limits` say, or off for what waits in peace,
/// and the session holds worker_lock_key. Both end with the object; a killed owner's end with what
/// the server still runs.
class AloneSession {
 public:
  /// Throws Error when a pooler is in between and the server's own lock_timeout would cut short
  /// what waits in peace.
  AloneSession(PostgresHandle& session, std::string_view statement, const TransactionLimits& limits,
               const TableName& table, const std::stop_token& stop);
  ~AloneSession();
  AloneSession(const AloneSession&) = delete;
  AloneSession& operator=(const AloneSession&) = delete;

 private:
  PostgresHandle& session_;
  std::string afterwards_;  // SQL; empty when there is nothing to undo

  void check_pooled(std::string_view statement, const std::stop_token& stop);
};

}  // namespace migrate
