#pragma once

#include <chrono>
#include <stop_token>
#include <string>

#include "db/connection.hpp"
#include "engine/postgres/postgres_exchange.hpp"

namespace migrate {

/// Finds the version table, its rows, and whether there is a history table beside it, `history`
/// (empty where none is kept): in one round trip outside of a transaction, whether they are there
/// or not, where it waits no longer than `lock_timeout` (0: for ever) for another session that
/// keeps one of them. Throws Error when one has another shape, or when no schema could hold it.
[[nodiscard]] KeptTables read_kept_tables(PostgresHandle& session, const TableName& versions,
                                          const std::string& history,
                                          std::chrono::milliseconds lock_timeout,
                                          const std::stop_token& stop);

}  // namespace migrate
