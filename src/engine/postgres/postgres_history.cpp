#include "engine/postgres/postgres_history.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <pqxx/result>

#include "db/history_sql.hpp"
#include "engine/postgres/postgres_catalog_words.hpp"
#include "engine/postgres/postgres_dialect.hpp"
#include "engine/postgres/postgres_privileges.hpp"
#include "engine/postgres/postgres_versions.hpp"

namespace migrate {
namespace {

constexpr std::string_view kStarted = "pg_catalog.statement_timestamp()";

Error not_a_history_table(const TableName& table, const std::string& why) {
  return Error(Fault::database, fmt::format("{} is no history table: {}",
                                            postgres_dialect().quoted_table(table), why))
      .with_hint("name another table with history_table, or move this one away");
}

}  // namespace

bool has_history_table(PostgresHandle& session, const TableName& table,
                       const std::stop_token& stop) {
  const pqxx::result rows =
      ask(session,
          fmt::format("SELECT h.relkind, a.attname FROM pg_catalog.pg_class h LEFT JOIN "
                      "pg_catalog.pg_attribute a ON a.attrelid = h.oid AND a.attnum > 0 AND NOT "
                      "a.attisdropped WHERE h.oid = {}",
                      regclass_of(postgres_dialect().quoted_table(table))),
          stop);
  if (rows.empty()) return false;
  const std::string kind = text_at(rows, 0, 0);
  if (kind != "r" && kind != "p") throw not_a_history_table(table, "it is not a table");
  std::vector<std::string> columns;
  for (int row = 0; row < static_cast<int>(rows.size()); ++row) {
    columns.push_back(text_at(rows, row, 1));
  }
  require_history_columns(table, columns);
  return true;
}

void require_history_columns(const TableName& table, std::span<const std::string> columns) {
  std::vector<std::string_view> lacking;
  for (const std::string_view needed : history_columns()) {
    if (std::ranges::find(columns, needed) == columns.end()) lacking.push_back(needed);
  }
  if (lacking.empty()) return;
  throw not_a_history_table(table, fmt::format("it lacks {}", fmt::join(lacking, ", ")));
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
  if (!wants_grant(told)) return told;
  return told.with_hint(
      fmt::format("grant it to the role that the revision runs as: GRANT {} ON {} TO ...; "
                  "or turn the history off with an empty history_table",
                  kHistoryPrivileges, table));
}

}  // namespace migrate
