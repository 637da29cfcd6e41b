#pragma once

#include <string_view>

#include "db/batch.hpp"
#include "engine/sqlite/sqlite_handle.hpp"

namespace migrate {

/// Whether the history table is there; see Connection::has_history. `table` is qualified.
[[nodiscard]] bool has_history_table(SqliteHandle& handle, const TableName& table);

/// Writes what is new to the history table, in the transaction that is open. `started` is an SQL
/// expression, see history_sql. Throws Error when the row that a JournalMark changes is gone.
void write_history(SqliteHandle& handle, const HistoryWrite& write, std::string_view started);

}  // namespace migrate
