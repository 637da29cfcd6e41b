#include "engine/sqlite/sqlite_versions.hpp"

#include <algorithm>
#include <cstddef>

#include <fmt/format.h>
#include <sqlite3.h>

#include "base/sql_lexer.hpp"
#include "engine/sqlite/sqlite_dialect.hpp"

namespace migrate {
namespace {

/// What bears the version table's name. Tables, views and indexes share their names.
std::string lookup_sql(const std::string& name) {
  return fmt::format(
      "SELECT type, name, EXISTS (SELECT 1 FROM pragma_table_info(m.name, 'main')"
      " WHERE name = 'version_num' COLLATE NOCASE) FROM main.sqlite_master m"
      " WHERE name = {} COLLATE NOCASE AND type IN ('table', 'view', 'index')",
      sqlite_dialect().quoted_string(name));
}

void refuse_other_things(const Row& found) {
  const std::string type = found[0].value_or("");
  const std::string name = found[1].value_or("");
  const char* const hint = "name another table with `version_table`";
  if (type != "table") {
    throw Error(Fault::database, fmt::format("{} is {} {}, not a version table", name,
                                             type == "index" ? "an" : "a", type))
        .with_hint(hint);
  }
  if (found[2] != "1") {
    throw Error(Fault::database,
                fmt::format("the table {} is no version table: it has no column version_num", name))
        .with_hint(hint);
  }
}

std::vector<std::string> sorted_ids(SqliteHandle& handle, const TableName& table) {
  std::vector<std::string> ids;
  const std::string name = sqlite_dialect().quoted_table(table);
  for (const Row& row : handle.query("SELECT version_num FROM " + name)) {
    ids.push_back(row[0].value_or(""));
  }
  std::ranges::sort(ids);
  return ids;
}

Error changed_elsewhere(const std::string& what) {
  return Error(Fault::database, what + ": another program changed it")
      .with_hint("run `migrate current` to see where the database is, then try again");
}

/// Runs the `index`-th statement of Dialect::version_change_sql.
void change_row(SqliteHandle& handle, const TableName& table, const VersionChange& change,
                const std::string& sql, std::size_t index) {
  const int code = handle.try_execute(sql);
  if (code == SQLITE_CONSTRAINT_PRIMARYKEY || code == SQLITE_CONSTRAINT_UNIQUE) {
    throw changed_elsewhere(
        fmt::format("the table {} already has the row `{}`", table.name, change.added[index]));
  }
  if (code != SQLITE_OK) throw error_of(handle.failure());
  if (handle.changed_rows() == 1) return;
  throw changed_elsewhere(fmt::format("the table {} has {} rows `{}` instead of one", table.name,
                                      handle.changed_rows(), changed_row(change, index)));
}

}  // namespace

TableName in_main(const TableName& table) {
  if (!table.schema.empty() && !is_keyword(table.schema, "MAIN")) {
    throw Error(Fault::config,
                fmt::format("SQLite has no schema `{}` for the version table", table.schema))
        .with_hint("leave `version_table_schema` empty: it is for PostgreSQL only");
  }
  return {"main", table.name};
}

VersionTable read_version_table(SqliteHandle& handle, const TableName& table) {
  VersionTable versions;
  versions.name = in_main(table);
  const Rows found = handle.query(lookup_sql(table.name));
  if (found.empty()) return versions;
  refuse_other_things(found.front());
  versions.exists = true;
  versions.name.name = found.front()[1].value_or(table.name);
  versions.ids = sorted_ids(handle, versions.name);
  return versions;
}

void change_version_rows(SqliteHandle& handle, const TableName& table,
                         const VersionChange& change) {
  std::size_t index = 0;
  for (const std::string& sql : sqlite_dialect().version_change_sql(table, change)) {
    change_row(handle, table, change, sql, index++);
  }
}

}  // namespace migrate
