#pragma once

#include <string>

#include "db/batch.hpp"
#include "db/connection.hpp"
#include "engine/postgres/postgres_exchange.hpp"

namespace migrate {

/// Finds the version table and reads its rows: in one round trip where the table is there, outside
/// of a transaction. Throws Error when it has another shape, or when no schema could hold it.
[[nodiscard]] VersionTable read_version_table(PostgresHandle& session, const TableName& table,
                                              const std::stop_token& stop);

/// The statements of a change, each of which fails unless it changed exactly one row: they go out
/// in one message with their COMMIT, so that the counts must be checked on the server.
[[nodiscard]] std::vector<std::string> checked_change_sql(const TableName& table,
                                                          const VersionChange& change);

/// The row that the `statement`-th of those takes away or, when it takes none, adds.
[[nodiscard]] const std::string& changed_row(const VersionChange& change, std::size_t statement);

/// The error of a statement that checked_change_sql made for `row`, in words of the version table.
[[nodiscard]] Error version_row_error(const TableName& table, const std::string& row,
                                      const ServerError& error);

}  // namespace migrate
