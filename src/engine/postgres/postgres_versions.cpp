#include "engine/postgres/postgres_versions.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include <fmt/format.h>
#include <pqxx/result>

#include "db/version_row_error.hpp"
#include "engine/postgres/postgres_catalog_words.hpp"
#include "engine/postgres/postgres_dialect.hpp"
#include "engine/postgres/postgres_history.hpp"

namespace migrate {
namespace {

constexpr std::string_view kUndefinedTable = "42P01";
constexpr std::string_view kUndefinedColumn = "42703";
constexpr std::string_view kInvalidSchemaName = "3F000";
constexpr std::string_view kLockNotAvailable = "55P03";
constexpr std::string_view kUniqueViolation = "23505";
constexpr std::string_view kRowMark = "migrate: ";
constexpr std::size_t kFullWidth = 255;
constexpr int kTypmodHeader = 4;  // atttypmod of VARCHAR(n) is n + 4, of VARCHAR and TEXT -1

enum Column : int { schema, kind, type, typmod, id, history };

/// SQL that gives, for each row of `versions`, what is to be known of both tables.
std::string read_sql(const TableName& versions, const std::string& history) {
  const Dialect& dialect = postgres_dialect();
  const std::string name = dialect.quoted_table(versions);
  const std::string beside =
      fmt::format("pg_catalog.to_regclass(pg_catalog.quote_ident(n.nspname) || {})",
                  dialect.quoted_string("." + dialect.quoted_identifier(history)));
  return fmt::format(
      "SELECT n.nspname, c.relkind, t.typname, a.atttypmod, v.version_num{}"
      " FROM pg_catalog.pg_class c"
      " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
      " JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attname = 'version_num'"
      " JOIN pg_catalog.pg_type t ON t.oid = a.atttypid{}"
      " LEFT JOIN {} v ON true WHERE c.oid = {}",
      history.empty() ? "" : ", kept.relkind, kept.lacks",
      history.empty()
          ? ""
          : fmt::format(" LEFT JOIN LATERAL ({}) kept ON true", history_shape_sql(beside)),
      name, regclass_of(name));
}

/// Holds for the message that it begins.
std::string limit_sql(std::chrono::milliseconds lock_timeout) {
  return fmt::format("SELECT pg_catalog.set_config('lock_timeout', '{}', true);\n",
                     lock_timeout.count());
}

Error kept_by_another(const TableName& table, const Error& error) {
  return Error(Fault::database, fmt::format("cannot read the version table {}: {}",
                                            postgres_dialect().quoted_table(table), error.what()))
      .with_code(error.code())
      .with_hint("another session has locked it: find it in pg_locks, or wait, then try again");
}

Error not_a_version_table(const TableName& table, const std::string& why) {
  return Error(Fault::database, fmt::format("{} is no version table: {}",
                                            postgres_dialect().quoted_table(table), why))
      .with_hint("name another table with version_table, or move this one away");
}

void check_shape(const TableName& table, const pqxx::result& rows) {
  constexpr std::array text_types{"varchar", "text", "bpchar"};
  const std::string relation = text_at(rows, 0, Column::kind);
  if (relation != "r" && relation != "p") throw not_a_version_table(table, "it is not a table");
  const std::string column = text_at(rows, 0, Column::type);
  if (std::find(text_types.begin(), text_types.end(), column) == text_types.end()) {
    throw not_a_version_table(table, "its column version_num holds no text but " + column);
  }
}

std::size_t width_of(const std::string& typmod) {
  int value = -1;
  std::from_chars(typmod.data(), typmod.data() + typmod.size(), value);
  return value <= kTypmodHeader ? kFullWidth : static_cast<std::size_t>(value - kTypmodHeader);
}

VersionTable found_table(const TableName& table, const pqxx::result& rows) {
  VersionTable found;
  found.exists = true;
  found.name = {text_at(rows, 0, Column::schema), table.name};
  check_shape(found.name, rows);
  found.width = width_of(text_at(rows, 0, Column::typmod));
  for (int row = 0; row < static_cast<int>(rows.size()); ++row) {
    // One row without an id stands for an empty table.
    if (std::string version = text_at(rows, row, Column::id); !version.empty()) {
      found.ids.push_back(std::move(version));
    }
  }
  std::sort(found.ids.begin(), found.ids.end());
  return found;
}

VersionTable missing_table(PostgresHandle& session, const TableName& table,
                           const std::stop_token& stop) {
  VersionTable missing;
  missing.name = table;
  if (!table.schema.empty()) return missing;
  missing.name.schema = text_at(ask(session, "SELECT pg_catalog.current_schema()", stop), 0, 0);
  if (missing.name.schema.empty()) {
    throw Error(
        Fault::database,
        fmt::format("no schema for the version table \"{}\": the search_path names none that "
                    "exists",
                    table.name))
        .with_hint("set version_table_schema, or create the schema");
  }
  return missing;
}

/// A failed statement would end the transaction that is open.
bool exists(PostgresHandle& session, const TableName& table, const std::stop_token& stop) {
  const std::string found = regclass_of(postgres_dialect().quoted_table(table));
  return !ask(session, "SELECT " + found, stop)[0][0].is_null();
}

Error without_column(const TableName& table) {
  return not_a_version_table(table, "it has no column version_num");
}

/// What read_sql gives; nothing where the version table is missing.
std::optional<pqxx::result> read_both(PostgresHandle& session, const TableName& versions,
                                      const std::string& history,
                                      std::chrono::milliseconds lock_timeout,
                                      const std::stop_token& stop) {
  if (!session.is_idle() && !exists(session, versions, stop)) return std::nullopt;
  try {
    const std::string limit = session.is_idle() ? limit_sql(lock_timeout) : std::string();
    pqxx::result rows = ask(session, limit + read_sql(versions, history), stop);
    if (rows.empty()) throw without_column(versions);
    return rows;
  } catch (const Error& error) {
    const std::string& code = error.code();
    if (code == kUndefinedTable || code == kInvalidSchemaName) return std::nullopt;
    if (code == kLockNotAvailable) throw kept_by_another(versions, error);
    if (code == kUndefinedColumn) throw without_column(versions);
    throw;
  }
}

}  // namespace

VersionTable read_version_table(PostgresHandle& session, const TableName& table,
                                std::chrono::milliseconds lock_timeout,
                                const std::stop_token& stop) {
  const auto rows = read_both(session, table, {}, lock_timeout, stop);
  return rows ? found_table(table, *rows) : missing_table(session, table, stop);
}

KeptTables read_kept_tables(PostgresHandle& session, const TableName& versions,
                            const std::string& history, std::chrono::milliseconds lock_timeout,
                            const std::stop_token& stop) {
  const auto rows = read_both(session, versions, history, lock_timeout, stop);
  KeptTables tables;
  tables.versions = rows ? found_table(versions, *rows) : missing_table(session, versions, stop);
  tables.history = {tables.versions.name.schema, history};
  if (history.empty()) return tables;
  tables.has_history = rows ? is_history_table(tables.history, *rows, Column::history)
                            : has_history_table(session, tables.history, stop);
  return tables;
}

std::string changing_one_row(const std::string& statement, const std::string& row) {
  const std::string message = fmt::format("{}rows {} changed: ", kRowMark, row);
  // A number that is none: the only error with a text of its own that plain SQL can raise.
  return fmt::format(
      "WITH changed AS ({} RETURNING 1) SELECT CASE WHEN pg_catalog.count(*) = 1 THEN 1 ELSE "
      "({} || pg_catalog.count(*))::pg_catalog.int4 END FROM changed",
      statement, postgres_dialect().quoted_string(message));
}

bool is_missing_row(const ServerError& error) {
  return error.message.find(kRowMark) != std::string::npos;
}

std::vector<std::string> checked_change_sql(const TableName& table, const VersionChange& change) {
  std::vector<std::string> statements = postgres_dialect().version_change_sql(table, change);
  for (std::size_t i = 0; i < statements.size(); ++i) {
    statements[i] = changing_one_row(statements[i], changed_row(change, i));
  }
  return statements;
}

Error version_row_error(const TableName& table, const VersionChange& change, std::size_t statement,
                        const ServerError& error) {
  const std::string name = postgres_dialect().quoted_table(table);
  if (is_missing_row(error)) {
    return version_row_changed(name, changed_row(change, statement), "is gone");
  }
  if (error.code == kUniqueViolation && statement < change.added.size()) {
    return version_row_changed(name, change.added[statement], "is there already");
  }
  return version_table_error(table, error);
}

Error version_table_error(const TableName& table, const ServerError& error) {
  ServerError inner = error;
  inner.message = fmt::format("cannot change the version table {}: {}",
                              postgres_dialect().quoted_table(table), error.message);
  return described(inner);
}

}  // namespace migrate
