#pragma once

#include <string>

#include "db/batch.hpp"
#include "engine/postgres/postgres_error.hpp"

namespace migrate {

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
