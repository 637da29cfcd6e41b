#pragma once

#include <span>
#include <stop_token>
#include <string>
#include <string_view>

#include "db/batch.hpp"
#include "engine/postgres/postgres_exchange.hpp"

namespace migrate {

/// Whether the history table is there. Throws Error when what bears its name is no ordinary table,
/// or lacks a column that this version of the program writes; it may have more.
[[nodiscard]] bool has_history_table(PostgresHandle& session, const TableName& table,
                                     const std::stop_token& stop);

/// Throws Error as has_history_table does when one of its columns is not among `columns`.
void require_history_columns(const TableName& table, std::span<const std::string> columns);

/// The statement that carries out `write`, without a semicolon; it fails when the row that a
/// JournalMark is for is gone. A step begins when its message reaches the server.
[[nodiscard]] std::string checked_history_sql(const HistoryWrite& write);

/// The error of that statement, in words of the history table.
[[nodiscard]] Error history_table_error(const HistoryWrite& write, const ServerError& error);

}  // namespace migrate
