#pragma once

#include <chrono>
#include <stop_token>
#include <string>
#include <string_view>

#include "db/connection.hpp"
#include "engine/postgres/postgres_exchange.hpp"

namespace migrate {

/// What read_kept_tables looks for.
struct TablesAsked {
  TableName versions;
  std::string history;               ///< empty where none is kept
  std::string_view history_columns;  ///< to be read of its rows; empty: none
};

/// Finds the version table, its rows, and whether there is a history table beside it: outside of a
/// transaction in one round trip, with the history's rows, whether both are there or none, where it
/// waits no longer than `lock_timeout` (0: for ever) for another session that keeps one of them.
/// Throws Error when one has another shape, or when no schema could hold it. A column whose type is
/// a domain over text counts as text.
[[nodiscard]] KeptTables read_kept_tables(PostgresHandle& session, const TablesAsked& asked,
                                          std::chrono::milliseconds lock_timeout,
                                          const std::stop_token& stop);

}  // namespace migrate
