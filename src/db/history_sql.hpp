#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "db/dialect.hpp"
#include "db/history_entry.hpp"

namespace migrate {

/// CREATE TABLE IF NOT EXISTS of the history table, without a semicolon.
[[nodiscard]] std::string create_history_sql(const Dialect& dialect, const TableName& table);

/// The names of its columns, all of which the program reads or writes.
[[nodiscard]] std::span<const std::string_view> history_columns() noexcept;

/// The statement that carries out `write`, without a semicolon. `started` is an SQL expression for
/// the moment at which the step began; entries that say how long they took do without it.
[[nodiscard]] std::string history_sql(const Dialect& dialect, const HistoryWrite& write,
                                      std::string_view started);

}  // namespace migrate
