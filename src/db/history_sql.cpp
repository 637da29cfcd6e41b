#include "db/history_sql.hpp"

#include <array>

#include <fmt/format.h>

namespace migrate {
namespace {

std::string quoted_or_null(const Dialect& dialect, const std::string& text) {
  return text.empty() ? "NULL" : dialect.quoted_string(text);
}

std::string insert_sql(const Dialect& dialect, const TableName& table, const HistoryEntry& entry,
                       std::string_view started) {
  const HistoryWords& words = dialect.history_words();
  std::string begin(started);
  if (entry.elapsed) {
    const double seconds = std::chrono::duration<double>(*entry.elapsed).count();
    begin =
        fmt::format(fmt::runtime(words.ago), fmt::arg("seconds", fmt::format("{:.3f}", seconds)));
  }
  const bool running = entry.result == HistoryResult::running;
  const auto text = [&](const std::string& value) { return quoted_or_null(dialect, value); };
  return fmt::format(
      "INSERT INTO {} (revision, parents, kind, result, started_at, finished_at, elapsed_ms, "
      "db_user, host, tool, checksum, message, error, file, header, upgrade_sql, downgrade_sql{}) "
      "VALUES ({}, {}, '{}', '{}', {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}{})",
      dialect.quoted_table(table), running ? ", unfinished" : "",
      dialect.quoted_string(entry.revision), dialect.quoted_string(entry.parents),
      name_of(entry.kind), name_of(entry.result), begin, running ? "NULL" : words.now,
      running ? "NULL" : fmt::format(fmt::runtime(words.elapsed_ms), fmt::arg("started", begin)),
      fmt::format(fmt::runtime(words.user), fmt::arg("user", text(entry.actor.user))),
      text(entry.actor.host), text(entry.actor.tool), text(entry.checksum), text(entry.message),
      text(entry.error), text(entry.file), text(entry.header), text(entry.upgrade_sql),
      entry.downgrade_sql ? dialect.quoted_string(*entry.downgrade_sql) : "NULL",
      running ? ", " + dialect.quoted_string(entry.revision) : "");
}

std::string update_sql(const Dialect& dialect, const TableName& table, const JournalMark& mark) {
  const HistoryWords& words = dialect.history_words();
  std::string sql = fmt::format(
      "UPDATE {} SET statements_done = {}, statement_running = {}, result = '{}', error = {}",
      dialect.quoted_table(table), mark.statements_done,
      mark.running ? std::to_string(*mark.running) : "NULL", name_of(mark.result),
      quoted_or_null(dialect, mark.error));
  if (mark.result != HistoryResult::running) {
    sql +=
        fmt::format(", unfinished = NULL, finished_at = {}, elapsed_ms = {}", words.now,
                    fmt::format(fmt::runtime(words.elapsed_ms), fmt::arg("started", "started_at")));
  }
  sql += fmt::format(" WHERE id = {}", mark.row);
  if (mark.done_before) {
    sql += fmt::format(" AND result = 'running' AND statements_done = {}", *mark.done_before);
  }
  return sql;
}

}  // namespace

std::string_view name_of(HistoryKind kind) noexcept {
  switch (kind) {
    case HistoryKind::upgrade:
      return "upgrade";
    case HistoryKind::downgrade:
      return "downgrade";
    case HistoryKind::stamp:
      return "stamp";
    case HistoryKind::repair:
      return "repair";
  }
  return "";
}

std::string_view name_of(HistoryResult result) noexcept {
  switch (result) {
    case HistoryResult::running:
      return "running";
    case HistoryResult::done:
      return "done";
    case HistoryResult::failed:
      return "failed";
  }
  return "";
}

/// `unfinished` names the revision while its row is `running`: of one revision there can be no two.
std::string create_history_sql(const Dialect& dialect, const TableName& table) {
  const HistoryWords& words = dialect.history_words();
  return fmt::format(
      "CREATE TABLE IF NOT EXISTS {0} (id {1}, revision TEXT NOT NULL, parents TEXT NOT NULL, "
      "kind VARCHAR(16) NOT NULL, result VARCHAR(16) NOT NULL, started_at {2} NOT NULL, "
      "finished_at {2}, elapsed_ms BIGINT, db_user TEXT, host TEXT, tool TEXT, checksum TEXT, "
      "message TEXT, error TEXT, file TEXT, header TEXT, upgrade_sql TEXT, downgrade_sql TEXT, "
      "statements_done INTEGER NOT NULL DEFAULT 0, statement_running INTEGER, "
      "unfinished TEXT UNIQUE)",
      dialect.quoted_table(table), words.id_type, words.time_type);
}

std::span<const std::string_view> history_columns() noexcept {
  static constexpr std::array<std::string_view, 21> kColumns{"id",
                                                             "revision",
                                                             "parents",
                                                             "kind",
                                                             "result",
                                                             "started_at",
                                                             "finished_at",
                                                             "elapsed_ms",
                                                             "db_user",
                                                             "host",
                                                             "tool",
                                                             "checksum",
                                                             "message",
                                                             "error",
                                                             "file",
                                                             "header",
                                                             "upgrade_sql",
                                                             "downgrade_sql",
                                                             "statements_done",
                                                             "statement_running",
                                                             "unfinished"};
  return kColumns;
}

std::string history_sql(const Dialect& dialect, const HistoryWrite& write,
                        std::string_view started) {
  if (const auto* entry = std::get_if<HistoryEntry>(&write.what)) {
    return insert_sql(dialect, write.table, *entry, started);
  }
  return update_sql(dialect, write.table, std::get<JournalMark>(write.what));
}

}  // namespace migrate
