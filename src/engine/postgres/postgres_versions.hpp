#pragma once

#include <chrono>
#include <string>

#include "db/batch.hpp"
#include "db/connection.hpp"
#include "engine/postgres/postgres_exchange.hpp"

namespace migrate {

/// Finds the version table and reads its rows: in one round trip where the table is there, outside
/// of a transaction, where it waits no longer than `lock_timeout` (0: for ever) for another session
/// that keeps the table. Throws Error when it has another shape, or when no schema could hold it.
[[nodiscard]] VersionTable read_version_table(PostgresHandle& session, const TableName& table,
                                              std::chrono::milliseconds lock_timeout,
                                              const std::stop_token& stop);

/// The same, and whether there is a history table beside it: where both are there, in the same
/// round trip. `history` is its name, empty where none is kept.
[[nodiscard]] KeptTables read_kept_tables(PostgresHandle& session, const TableName& versions,
                                          const std::string& history,
                                          std::chrono::milliseconds lock_timeout,
                                          const std::stop_token& stop);

/// `statement` (an INSERT, UPDATE or DELETE without RETURNING) as one that fails unless it changes
/// exactly one row; `row` says which one that is to be.
[[nodiscard]] std::string changing_one_row(const std::string& statement, const std::string& row);

/// Whether an error is that failure.
[[nodiscard]] bool is_missing_row(const ServerError& error);

/// The statements of a change, each of which fails unless it changed exactly one row: they go out
/// in one message with their COMMIT, so that the counts must be checked on the server.
[[nodiscard]] std::vector<std::string> checked_change_sql(const TableName& table,
                                                          const VersionChange& change);

/// The error of the `statement`-th of those, in words of the version table.
[[nodiscard]] Error version_row_error(const TableName& table, const VersionChange& change,
                                      std::size_t statement, const ServerError& error);

/// The error of one of those that did not get to look at a row.
[[nodiscard]] Error version_table_error(const TableName& table, const ServerError& error);

}  // namespace migrate
