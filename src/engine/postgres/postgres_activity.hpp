#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "db/table_name.hpp"
#include "engine/postgres/postgres_handle.hpp"
#include "migrate/events.hpp"

namespace migrate {

/// The numbers of the two advisory locks of one version table: see lock_key and worker_lock_key.
struct LockKeys {
  std::int64_t migration = 0;
  std::int64_t worker = 0;
};

/// SELECTs `pid` (NULL: a prepared transaction's) and `key` of the advisory locks that are held in
/// this database. Leaves no lock on any table: a transaction that is held open would keep it, in
/// the way of VACUUM FULL and REINDEX.
[[nodiscard]] std::string advisory_locks_sql();

/// What a session that holds the migration lock calls itself: "migrate 4711@web-1", at most 63
/// bytes, as the server keeps no more.
[[nodiscard]] std::string owner_name();

/// Who holds the migration lock, or else what the server still runs for an owner that has died;
/// nothing when there is neither. Throws Error.
[[nodiscard]] std::optional<LockHolder> find_holder(PostgresHandle& session, const LockKeys& keys,
                                                    const std::stop_token& stop);

/// Whom those sessions wait for that hold the worker's lock. `session` must not be inside a
/// transaction: there the server would show what it showed first, and CREATE INDEX CONCURRENTLY
/// could come to wait for that transaction's end. Throws Error.
[[nodiscard]] std::vector<Blocker> find_blockers(PostgresHandle& session, const LockKeys& keys);

/// Who has locked a table so that not even its rows can be read, or waits to. Throws Error.
[[nodiscard]] std::vector<Blocker> find_keepers(PostgresHandle& session, const TableName& table,
                                                const std::stop_token& stop);

/// How far the server has come with the index that such a session builds; nothing when it builds
/// none, or is too old to tell. `session` as above. Throws Error.
[[nodiscard]] std::optional<StatementProgress> find_progress(PostgresHandle& session,
                                                             const LockKeys& keys);

}  // namespace migrate
