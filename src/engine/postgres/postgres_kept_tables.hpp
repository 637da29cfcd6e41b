#pragma once

#include <chrono>
#include <stop_token>
#include <string>

#include "db/connection.hpp"
#include "engine/postgres/postgres_exchange.hpp"

namespace migrate {

/// Finds the version table, its rows, and whether there is a history table beside it, `history`
/// (empty where none is kept): outside of a transaction in one round trip, whether both are there
/// or none, where it waits no longer than `lock_timeout` (0: for ever) for another session that
/// keeps one of them. Throws Error when one has another shape, or when no schema could hold it. A
/// column whose type is a domain over text counts as text.
[[nodiscard]] KeptTables read_kept_tables(PostgresHandle& session, const TableName& versions,
                                          const std::string& history,
                                          std::chrono::milliseconds lock_timeout,
                                          const std::stop_token& stop);

}  // namespace migrate
