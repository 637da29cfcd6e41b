#include "runtime/history_table.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "db/history_sql.hpp"

namespace migrate {
namespace {

constexpr std::string_view kTexts = ", header, upgrade_sql, downgrade_sql";

/// A repair that keeps no text was one of a half-done step, and applied nothing.
constexpr std::string_view kUpgrades =
    "(kind = 'upgrade' OR kind = 'repair' AND header IS NOT NULL) AND result = 'done'";

enum Column : std::size_t {
  id,
  kind,
  result,
  revision,
  parents,
  message,
  started_at,
  finished_at,
  elapsed_ms,
  user,
  host,
  tool,
  checksum,
  error,
  file,
  statements_done,
  statement_running,
  header,
  upgrade_sql,
  downgrade_sql,
};

/// Whether a row that is done leaves revisions applied or not.
bool is_move(std::string_view kind, bool has_header) {
  if (kind == name_of(HistoryKind::repair)) return has_header;
  return kind == name_of(HistoryKind::upgrade) || kind == name_of(HistoryKind::downgrade) ||
         kind == name_of(HistoryKind::stamp);
}

std::string columns_of(const Dialect& dialect) {
  const auto moment = [&](std::string_view column) {
    return fmt::format(fmt::runtime(dialect.history_words().time_text), fmt::arg("time", column));
  };
  return fmt::format(
      "id, kind, result, revision, parents, message, {}, {}, elapsed_ms, db_user, host, tool, "
      "checksum, error, file, statements_done, statement_running",
      moment("started_at"), moment("finished_at"));
}

std::int64_t number(const std::optional<std::string>& text) {
  std::int64_t value = 0;
  if (text) std::from_chars(text->data(), text->data() + text->size(), value);
  return std::max<std::int64_t>(value, 0);  // none of them is ever negative
}

HistoryRow history_row(const Row& row) {
  const auto text = [&](Column column) { return row[column].value_or(""); };
  HistoryRow read{number(row[id]),
                  text(kind),
                  text(result),
                  text(revision),
                  text(parents),
                  text(message),
                  text(started_at),
                  text(finished_at),
                  number(row[elapsed_ms]),
                  text(user),
                  text(host),
                  text(tool),
                  text(checksum),
                  text(error),
                  text(file),
                  static_cast<std::size_t>(number(row[statements_done])),
                  {}};
  if (row[statement_running]) {
    read.statement_running = static_cast<std::size_t>(number(row[statement_running]));
  }
  return read;
}

StoredRevision stored_revision(const Row& row) {
  return {history_row(row), row[header].value_or(""), row[upgrade_sql].value_or(""),
          row[downgrade_sql]};
}

std::vector<StoredRevision> stored_revisions(const Rows& rows) {
  std::vector<StoredRevision> stored;
  std::ranges::transform(rows, std::back_inserter(stored), stored_revision);
  return stored;
}

std::vector<HistoryRow> history_rows(const Rows& rows) {
  std::vector<HistoryRow> read;
  std::ranges::transform(rows, std::back_inserter(read), history_row);
  return read;
}

}  // namespace

std::string when_and_who(const HistoryRow& row) {
  const std::string& moment = row.finished_at.empty() ? row.started_at : row.finished_at;
  std::string who = row.user;
  if (!row.host.empty()) who += "@" + row.host;
  return moment.substr(0, moment.find('.')) + (who.empty() ? "" : " by " + who);
}

std::string StoredRevision::file_text() const {
  if (!downgrade_sql) return header + upgrade_sql;
  // The upgrade section stood last in the file, and that without a line end.
  const bool is_open = !upgrade_sql.empty() && upgrade_sql.back() != '\n';
  return header + upgrade_sql + (is_open ? "\n" : "") + *downgrade_sql;
}

Rows HistoryTable::query(std::string_view columns, const std::string& rest) const {
  const Dialect& dialect = connection_.dialect();
  return connection_.query(fmt::format("SELECT {}{} FROM {} {}", columns_of(dialect), columns,
                                       dialect.quoted_table(table_), rest));
}

std::vector<HistoryRow> HistoryTable::last(std::size_t limit) const {
  return history_rows(
      query("", "ORDER BY id DESC" + (limit == 0 ? "" : fmt::format(" LIMIT {}", limit))));
}

std::vector<StoredRevision> HistoryTable::unfinished() const {
  return stored_revisions(query(kTexts, "WHERE result = 'running' ORDER BY id"));
}

std::string HistoryTable::last_of_each(std::string_view rows) const {
  return fmt::format("WHERE id IN (SELECT max(id) FROM {} WHERE {} GROUP BY revision)",
                     connection_.dialect().quoted_table(table_), rows);
}

const std::string_view HistoryTable::kMoveColumns =
    "id, kind, result, revision, parents, checksum, CASE WHEN header IS NULL THEN 0 ELSE 1 END";

HistoryMoves HistoryTable::moves() const {
  return moves_in(connection_.query(
      fmt::format("SELECT {} FROM {}", kMoveColumns, connection_.dialect().quoted_table(table_))));
}

// Sorted and told apart here: that takes a server longer than to send the rows, most of all the
// first comparison of texts in a session that knows no collation yet.
HistoryMoves HistoryTable::moves_in(Rows rows) {
  HistoryMoves moves;
  moves.done.reserve(rows.size());
  const auto taken = [](std::optional<std::string>& text) {
    return text ? std::move(*text) : std::string();
  };
  for (Row& row : rows) {
    if (row[2] != name_of(HistoryResult::done)) {
      moves.has_unfinished |= row[2] == name_of(HistoryResult::running);
    } else if (is_move(row[1] ? *row[1] : std::string_view(), row[6] == "1")) {
      moves.done.push_back(
          {number(row[0]), taken(row[1]), taken(row[3]), taken(row[4]), taken(row[5])});
    }
  }
  if (!std::ranges::is_sorted(moves.done, {}, &HistoryMove::id)) {
    std::ranges::sort(moves.done, {}, &HistoryMove::id);
  }
  return moves;
}

std::vector<StoredRevision> HistoryTable::stored(const std::vector<RevisionId>& revisions) const {
  if (revisions.empty()) return {};
  const Dialect& dialect = connection_.dialect();
  std::vector<std::string> ids;
  for (const RevisionId& revision : revisions) ids.push_back(dialect.quoted_string(revision));
  const std::string named = fmt::format("{} AND revision IN ({})", kUpgrades, fmt::join(ids, ", "));
  return stored_revisions(query(kTexts, last_of_each(named)));
}

std::vector<StoredRevision> HistoryTable::stored() const {
  return stored_revisions(query(kTexts, last_of_each(kUpgrades)));
}

std::int64_t HistoryTable::write(const HistoryWrite& write) const {
  const Dialect& dialect = connection_.dialect();
  const Rows rows =
      connection_.query(history_sql(dialect, write, dialect.history_words().now) + " RETURNING id");
  return rows.empty() ? 0 : number(rows.front().front());
}

}  // namespace migrate
