#include "engine/sqlite/sqlite_history.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "db/history_sql.hpp"
#include "engine/sqlite/sqlite_dialect.hpp"
#include "engine/sqlite/sqlite_versions.hpp"

namespace migrate {
namespace {

/// The type and the columns of what bears the name. Tables, views and indexes share their names.
std::string lookup_sql(const std::string& name) {
  return fmt::format(
      "SELECT m.type, lower(c.name) FROM main.sqlite_master m LEFT JOIN"
      " pragma_table_info(m.name, 'main') c WHERE m.name = {} COLLATE NOCASE"
      " AND m.type IN ('table', 'view', 'index')",
      sqlite_dialect().quoted_string(name));
}

Error no_history_table(const TableName& table, const std::string& why) {
  return Error(Fault::database, fmt::format("{} is no history table: {}", table.name, why))
      .with_hint("name another table with history_table, or move this one away");
}

std::vector<std::string_view> lacking(const Rows& found) {
  std::vector<std::string_view> lacking;
  for (const std::string_view column : history_columns()) {
    const auto is_it = [&](const Row& row) { return row.at(1) == column; };
    if (std::ranges::none_of(found, is_it)) lacking.push_back(column);
  }
  return lacking;
}

Error cannot_write(const TableName& table, const Error& error) {
  return Error(error.fault(),
               fmt::format("cannot write the history table {}: {}", table.name, error.what()))
      .with_code(error.code())
      .with_hint(error.hint());
}

}  // namespace

bool has_history_table(SqliteHandle& handle, const TableName& table) {
  const Rows found = handle.query(lookup_sql(table.name));
  if (found.empty()) return false;
  const std::string type = found.front().at(0).value_or("");
  if (type != "table")
    throw no_history_table(table, (type == "index" ? "it is an " : "it is a ") + type);
  if (const auto columns = lacking(found); !columns.empty())
    throw no_history_table(table, fmt::format("it lacks {}", fmt::join(columns, ", ")));
  return true;
}

void write_history(SqliteHandle& handle, const HistoryWrite& write, std::string_view started) {
  const TableName table = in_main(write.table);
  try {
    handle.execute(history_sql(sqlite_dialect(), {table, write.what}, started));
  } catch (const Error& error) {
    throw cannot_write(table, error);
  }
  const auto* const mark = std::get_if<JournalMark>(&write.what);
  if (mark == nullptr || handle.changed_rows() == 1) return;
  throw Error(Fault::database,
              fmt::format("the history table {} was changed by another program: "
                          "its row with id {} is gone, or another run has taken it up",
                          table.name, mark->row))
      .with_hint("see what it holds with: migrate log");
}

}  // namespace migrate
