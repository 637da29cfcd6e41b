#include "engine/script/sqlite_shell_script.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "db/history_sql.hpp"
#include "engine/script/forwarding_dialect.hpp"
#include "engine/script/sqlite_shell_lines.hpp"
#include "engine/script/sqlite_shell_literal.hpp"

namespace migrate {
namespace {

/// Writes a string as the shell passes it on, and all else as the engine does.
class ShellDialect final : public ForwardingDialect {
 public:
  using ForwardingDialect::ForwardingDialect;

  [[nodiscard]] std::string quoted_string(std::string_view text) const override {
    return sqlite_shell_literal(engine(), text);
  }
};

/// A temporary table of that name would hide an unqualified one.
TableName in_main(const TableName& table) {
  return {table.schema.empty() ? "main" : table.schema, table.name};
}

/// To the shell a line that begins with # is a comment, to psql what follows is a command of its
/// own, and the # an error. The shell does not wait for locks unless it is told to.
constexpr std::string_view kOpening =
    R"(-- Stops psql, should it be given this script; to the sqlite3 shell the next line is a comment.
#\set ON_ERROR_STOP on \warn 'migrate: this script is for the sqlite3 shell; nothing was changed'
;
.bail on
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

/// What a run has left half done would be run again, and no journal would tell.
constexpr std::string_view kRefuseHalfDone = R"(DROP TABLE IF EXISTS temp.migrate_half_done;
CREATE TEMP TABLE migrate_half_done (sections);
CREATE TEMP TRIGGER migrate_half_done_stop BEFORE INSERT ON migrate_half_done WHEN NEW.sections > 0
BEGIN
  SELECT RAISE(ROLLBACK, 'migrate: a section outside a transaction is half done; see migrate log, and finish it with migrate; nothing was changed');
END;
INSERT INTO temp.migrate_half_done SELECT count(*) FROM {table} WHERE unfinished IS NOT NULL;
DROP TABLE temp.migrate_half_done;
)";

constexpr std::string_view kKeepStarts =
    R"(-- When the step that runs began, for its row in the history.
DROP TABLE IF EXISTS temp.migrate_started;
CREATE TEMP TABLE migrate_started AS SELECT NULL AS at;
)";

/// A shell has no way to switch foreign keys on again only where they were on. So it never switches
/// them off: they are, in a shell, unless somebody asked for them.
constexpr std::string_view kKeepViolations =
    R"(-- foreign_keys:off: the section may break foreign keys on its way, not at its end.
DROP TABLE IF EXISTS temp.migrate_enforced;
CREATE TEMP TABLE migrate_enforced (foreign_keys);
CREATE TEMP TRIGGER migrate_enforced_stop BEFORE INSERT ON migrate_enforced WHEN NEW.foreign_keys
BEGIN
  SELECT RAISE(ROLLBACK, 'migrate: this session enforces foreign keys, and the next revision is foreign_keys:off; it was not run. Switch them off before the script (PRAGMA foreign_keys = OFF), and make the script anew if revisions of it are in');
END;
INSERT INTO temp.migrate_enforced SELECT foreign_keys FROM pragma_foreign_keys;
DROP TABLE temp.migrate_enforced;
DROP TABLE IF EXISTS temp.migrate_violations;
CREATE TEMP TABLE migrate_violations AS
  {violations};
)";

/// A message of RAISE is a literal: the violations are listed before it.
constexpr std::string_view kCheckViolations = R"(DROP TABLE IF EXISTS temp.migrate_new_violations;
CREATE TEMP TABLE migrate_new_violations AS
  SELECT now.* FROM ({violations}) AS now
  LEFT JOIN temp.migrate_violations AS old
    ON old.child = now.child AND old.child_row IS now.child_row AND old.parent = now.parent
  WHERE now.number > coalesce(old.number, 0);
SELECT 'migrate: a new foreign key violation: table ' || child || coalesce(', row ' || child_row, '') || ' refers to a missing row of ' || parent
  FROM temp.migrate_new_violations;
CREATE TEMP TABLE migrate_left (violations);
CREATE TEMP TRIGGER migrate_left_stop BEFORE INSERT ON migrate_left WHEN NEW.violations > 0
BEGIN
  SELECT RAISE(ROLLBACK, 'migrate: this foreign_keys:off section left the new foreign key violations listed above; rolled back');
END;
INSERT INTO temp.migrate_left SELECT count(*) FROM temp.migrate_new_violations;
DROP TABLE temp.migrate_left;
DROP TABLE temp.migrate_new_violations;
DROP TABLE temp.migrate_violations;
)";

/// Counted: a row of a table WITHOUT ROWID has nothing to be told by, and the number of a foreign
/// key changes when its table is made anew.
constexpr std::string_view kViolations =
    R"(SELECT "table" AS child, rowid AS child_row, parent, count(*) AS number
    FROM pragma_foreign_key_check GROUP BY 1, 2, 3)";

}  // namespace

std::vector<Error> SqliteShellScript::refusals(const SourceText& section) const {
  return sqlite_shell_refusals(section);
}

std::string SqliteShellScript::opening(const TableName&) const { return std::string(kOpening); }

std::string SqliteShellScript::closing() const {
  return "DROP TABLE IF EXISTS temp.migrate_changed;\nDROP TABLE IF EXISTS temp.migrate_started;\n";
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

std::string SqliteShellScript::create_history(const TableName& table) const {
  return create_history_sql(dialect_, in_main(table)) + ";\n" +
         fmt::format(kRefuseHalfDone, fmt::arg("table", dialect_.quoted_table(in_main(table)))) +
         std::string(kKeepStarts);
}

std::string SqliteShellScript::mark_start() const {
  return fmt::format("UPDATE temp.migrate_started SET at = {};\n", dialect_.history_words().now);
}

std::string SqliteShellScript::write_history(const HistoryWrite& write, Started started) const {
  return history_sql(ShellDialect(dialect_), {in_main(write.table), write.what},
                     started == Started::marked ? "(SELECT at FROM temp.migrate_started)"
                                                : dialect_.history_words().now) +
         ";\n";
}

std::string SqliteShellScript::keep_violations() const {
  return fmt::format(kKeepViolations, fmt::arg("violations", kViolations));
}

std::string SqliteShellScript::check_violations() const {
  return fmt::format(kCheckViolations, fmt::arg("violations", kViolations));
}

}  // namespace migrate
