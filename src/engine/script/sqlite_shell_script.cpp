#include "engine/script/sqlite_shell_script.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/script/sqlite_shell_lines.hpp"

namespace migrate {
namespace {

/// A temporary table of that name would hide an unqualified one.
TableName in_main(const TableName& table) {
  return {table.schema.empty() ? "main" : table.schema, table.name};
}

/// The shell does not wait for locks unless it is told to.
constexpr std::string_view kOpening = R"(.bail on
.timeout 60000

-- Each change of the version table is checked by inserting changes() here.
DROP TABLE IF EXISTS temp.migrate_changed;
CREATE TEMP TABLE migrate_changed (row_count);
CREATE TEMP TRIGGER migrate_changed_stop BEFORE INSERT ON migrate_changed WHEN NEW.row_count IS NOT 1
BEGIN
  SELECT RAISE(ROLLBACK, 'migrate: the version table did not change in exactly one row; rolled back');
END;
)";

constexpr std::string_view kGuard =
    R"(-- The guard: goes on only if the database is where this script starts.
DROP TABLE IF EXISTS temp.migrate_start;
CREATE TEMP TABLE migrate_start (here);
CREATE TEMP TRIGGER migrate_start_stop BEFORE INSERT ON migrate_start WHEN NEW.here IS NOT 1
BEGIN
  SELECT RAISE(ROLLBACK, {message});
END;
{check}DROP TABLE temp.migrate_start;
)";

/// With a start, the table must be there before it can be named. The guard leaves no transaction
/// open: the first section may be a `transaction:false` one. What another run changes in between is
/// caught by the version rows, which are changed by exact match.
constexpr std::string_view kRowsAtStart = R"(INSERT INTO temp.migrate_start
  SELECT EXISTS (SELECT 1 FROM {schema}.sqlite_master WHERE type = 'table' AND name = {name} COLLATE NOCASE);
INSERT INTO temp.migrate_start
  SELECT count(*) = {count} AND total(version_num IN ({ids})) = {count} FROM {table};
)";

/// At base the table may be missing, and a missing table cannot be asked for its rows: it is made
/// to be asked, and taken back.
constexpr std::string_view kNoRows = R"(BEGIN IMMEDIATE;
{create};
INSERT INTO temp.migrate_start SELECT count(*) = 0 FROM {table};
ROLLBACK;
)";

constexpr std::string_view kChecked = "INSERT INTO temp.migrate_changed VALUES (changes());\n";

}  // namespace

std::vector<Error> SqliteShellScript::refusals(const SourceText& section) const {
  return sqlite_shell_refusals(section);
}

std::string SqliteShellScript::opening(const TableName&) const { return std::string(kOpening); }

std::string SqliteShellScript::closing() const {
  return "DROP TABLE IF EXISTS temp.migrate_changed;\n";
}

std::string SqliteShellScript::guard(const TableName& table,
                                     std::span<const std::string> start) const {
  const std::string message = fmt::format(
      "migrate: this script starts at {}, but the database is elsewhere; nothing was changed",
      start.empty() ? "base" : fmt::format("{}", fmt::join(start, ", ")));
  return fmt::format(kGuard, fmt::arg("message", dialect_.quoted_string(message)),
                     fmt::arg("check", rows_check(in_main(table), start)));
}

std::string SqliteShellScript::rows_check(const TableName& table,
                                          std::span<const std::string> start) const {
  if (start.empty()) {
    return fmt::format(kNoRows, fmt::arg("create", dialect_.create_versions_sql(table)),
                       fmt::arg("table", dialect_.quoted_table(table)));
  }
  std::vector<std::string> ids;
  for (const std::string& id : start) ids.push_back(dialect_.quoted_string(id));
  return fmt::format(kRowsAtStart, fmt::arg("schema", dialect_.quoted_identifier(table.schema)),
                     fmt::arg("name", dialect_.quoted_string(table.name)),
                     fmt::arg("count", ids.size()), fmt::arg("ids", fmt::join(ids, ", ")),
                     fmt::arg("table", dialect_.quoted_table(table)));
}

std::string SqliteShellScript::create_versions(const TableName& table) const {
  return dialect_.create_versions_sql(in_main(table)) + ";\n";
}

std::string SqliteShellScript::clear_versions(const TableName& table) const {
  return fmt::format("DELETE FROM {};\n", dialect_.quoted_table(in_main(table)));
}

std::string SqliteShellScript::change_versions(const TableName& table,
                                               const VersionChange& change) const {
  std::string text;
  for (const std::string& statement : dialect_.version_change_sql(in_main(table), change)) {
    text += statement + ";\n" + std::string(kChecked);
  }
  return text;
}

}  // namespace migrate
