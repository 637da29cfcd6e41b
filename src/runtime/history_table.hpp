#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/connection.hpp"
#include "db/history_entry.hpp"
#include "graph/revision.hpp"

namespace migrate {

/// One row of the history table as it was read. Moments are UTC: "2026-11-21 10:00:00.123".
struct HistoryRow {
  std::int64_t id = 0;
  std::string kind;    ///< name_of(HistoryKind), or what a later version of the tool wrote
  std::string result;  ///< name_of(HistoryResult)
  std::string revision;
  std::string parents;
  std::string message;
  std::string started_at;
  std::string finished_at;       ///< empty while it runs
  std::int64_t elapsed_ms = 0;   ///< 0 while it runs
  std::string user, host, tool;  ///< empty where unknown
  std::string checksum;
  std::string error;
  std::string file;
  std::size_t statements_done = 0;               ///< of a section outside a transaction
  std::optional<std::size_t> statement_running;  ///< from 1
};

/// "2026-11-21 10:00:00 by app@web-1": when a row's step ended, and who did it.
[[nodiscard]] std::string when_and_who(const HistoryRow& row);

/// A row that says whether a revision is applied and what of it, or that revisions were stamped.
struct HistoryMove {
  std::int64_t id = 0;
  std::string kind;  ///< name_of(HistoryKind)
  std::string revision;
  std::string parents;
  std::string checksum;
};

/// What an upgrade asks of the history.
struct HistoryMoves {
  std::vector<HistoryMove> done;  ///< oldest first
  bool has_unfinished = false;    ///< whether a step began and neither ended nor failed
};

/// A row with what was applied, word for word.
struct StoredRevision {
  HistoryRow row;
  std::string header;
  std::string upgrade_sql;                   ///< marker lines included
  std::optional<std::string> downgrade_sql;  ///< nothing when it is irreversible

  /// The file as it was applied: header, then sections.
  [[nodiscard]] std::string file_text() const;
};

/// Reads the history table, each call with one query. `table` is qualified and there.
class HistoryTable {
 public:
  HistoryTable(Connection& connection, const TableName& table)
      : connection_(connection), table_(table) {}

  /// The last `limit` rows, newest first; all when 0.
  [[nodiscard]] std::vector<HistoryRow> last(std::size_t limit) const;

  /// The steps that began and neither ended nor failed: sections outside a transaction that were
  /// cut off. Oldest first.
  [[nodiscard]] std::vector<StoredRevision> unfinished() const;

  /// All moves that are done, and whether one is not.
  [[nodiscard]] HistoryMoves moves() const;

  /// The same from rows of `kMoveColumns` that were read before.
  [[nodiscard]] static HistoryMoves moves_in(Rows rows);
  static const std::string_view kMoveColumns;

  /// The last row of each of the given revisions that says what was applied of it; also where it
  /// was downgraded since.
  [[nodiscard]] std::vector<StoredRevision> stored(const std::vector<RevisionId>& revisions) const;

  /// The same for all revisions.
  [[nodiscard]] std::vector<StoredRevision> stored() const;

  /// Writes one row, or changes one, in a transaction of its own; gives the new row's id, for a
  /// change that of the row.
  std::int64_t write(const HistoryWrite& write) const;

 private:
  Connection& connection_;
  const TableName& table_;

  [[nodiscard]] Rows query(std::string_view columns, const std::string& rest) const;
  /// The condition that picks, of the rows that meet `rows`, the last one of each revision.
  [[nodiscard]] std::string last_of_each(std::string_view rows) const;
};

}  // namespace migrate
