#include "engine/postgres/postgres_history.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <pqxx/result>

#include "db/history_sql.hpp"
#include "engine/postgres/postgres_catalog_words.hpp"
#include "engine/postgres/postgres_dialect.hpp"
#include "engine/postgres/postgres_versions.hpp"

namespace migrate {
namespace {

constexpr std::string_view kStarted = "pg_catalog.statement_timestamp()";
constexpr std::string_view kNoPrivilege = "42501";

Error not_a_history_table(const TableName& table, const std::string& why) {
  return Error(Fault::database, fmt::format("{} is no history table: {}",
                                            postgres_dialect().quoted_table(table), why))
      .with_hint("name another table with history_table, or move this one away");
}

}  // namespace

bool has_history_table(PostgresHandle& session, const TableName& table,
                       const std::stop_token& stop) {
  const std::string regclass = regclass_of(postgres_dialect().quoted_table(table));
  const pqxx::result rows = ask(session, history_shape_sql(regclass), stop);
  return !rows.empty() && is_history_table(table, rows, 0);
}

std::string history_shape_sql(std::string_view regclass) {
  std::vector<std::string> columns;
  for (const std::string_view column : history_columns()) {
    columns.push_back(fmt::format("({})", postgres_dialect().quoted_string(column)));
  }
  return fmt::format(
      "SELECT h.relkind, (SELECT pg_catalog.string_agg(needed.name, ', ') FROM (VALUES {}) AS "
      "needed (name) WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_attribute ha WHERE ha.attrelid "
      "= h.oid AND ha.attname::pg_catalog.text = needed.name AND NOT ha.attisdropped)) AS lacks "
      "FROM pg_catalog.pg_class h WHERE h.oid = {}",
      fmt::join(columns, ", "), regclass);
}

bool is_history_table(const TableName& table, const pqxx::result& rows, int column) {
  const std::string kind = text_at(rows, 0, column);
  if (kind.empty()) return false;
  if (kind != "r" && kind != "p") throw not_a_history_table(table, "it is not a table");
  const std::string lacks = text_at(rows, 0, column + 1);
  if (!lacks.empty()) throw not_a_history_table(table, fmt::format("it lacks {}", lacks));
  return true;
}

std::string checked_history_sql(const HistoryWrite& write) {
  const std::string sql = history_sql(postgres_dialect(), write, kStarted);
  const auto* const mark = std::get_if<JournalMark>(&write.what);
  return mark == nullptr ? sql : changing_one_row(sql, fmt::format("with id {}", mark->row));
}

Error history_table_error(const HistoryWrite& write, const ServerError& error) {
  const std::string table = postgres_dialect().quoted_table(write.table);
  const auto* const mark = std::get_if<JournalMark>(&write.what);
  if (mark != nullptr && is_missing_row(error)) {
    return Error(Fault::database,
                 fmt::format("the history table {} was changed by another "
                             "program: its row with id {} is gone, or another run has "
                             "taken it up",
                             table, mark->row))
        .with_hint("see what it holds with: migrate log");
  }
  ServerError inner = error;
  inner.message = fmt::format("cannot write the history table {}: {}", table, error.message);
  Error told = described(inner);
  if (error.code != kNoPrivilege || !told.hint().empty()) return told;
  return told.with_hint(fmt::format(
      "grant it to the role that the revision runs as: GRANT SELECT, INSERT, UPDATE ON {} TO ...; "
      "or turn the history off with an empty history_table",
      table));
}

}  // namespace migrate
