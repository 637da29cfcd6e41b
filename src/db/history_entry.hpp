#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "db/table_name.hpp"

namespace migrate {

enum class HistoryKind { upgrade, downgrade, stamp, repair };
enum class HistoryResult { running, done, failed };

/// As they stand in the table's columns `kind` and `result`.
[[nodiscard]] std::string_view name_of(HistoryKind kind) noexcept;
[[nodiscard]] std::string_view name_of(HistoryResult result) noexcept;

/// Who does a step. The database adds its own user where it has users.
struct HistoryActor {
  std::string user;  ///< of the operating system
  std::string host;  ///< the program's, not the database's
  std::string tool;  ///< "migrate 0.1.0"
};

/// One new row of the history table: a step and the file that it was made from.
struct HistoryEntry {
  HistoryKind kind = HistoryKind::upgrade;
  HistoryResult result = HistoryResult::done;
  std::string revision;  ///< stamp: the rows after, joined by ", "
  std::string parents;   ///< joined by ", "; stamp: the rows before
  std::string message;   ///< its first line
  std::string file;      ///< the revision file's path, as messages name it
  std::string checksum;  ///< of the upgrade section, see revision/checksum.hpp; empty for a stamp
  std::string header;    ///< the file's text before its first marker, byte for byte
  std::string upgrade_sql;                   ///< the upgrade sections, marker lines included
  std::optional<std::string> downgrade_sql;  ///< nothing when the revision is irreversible
  std::string error;                         ///< why it failed
  HistoryActor actor;
  /// How long it took, where that was measured outside of the database.
  std::optional<std::chrono::milliseconds> elapsed;
};

/// What is new about the row of a section that runs outside a transaction, statement by statement.
struct JournalMark {
  std::int64_t row = 0;             ///< its id
  std::size_t statements_done = 0;  ///< the first so many statements have run, and stay
  /// The number (from 1) of the statement that is about to run outside a transaction.
  std::optional<std::size_t> running;
  HistoryResult result = HistoryResult::running;
  std::string error;  ///< of the try before; empty once the section has gone on behind it
  /// What the row must say now: running, with so many statements done. Else another instance has
  /// taken the section up, and nothing is written. Unset: whatever it says.
  std::optional<std::size_t> done_before = {};
};

/// What is written to the history table.
struct HistoryWrite {
  TableName table;  ///< qualified
  std::variant<HistoryEntry, JournalMark> what;
};

}  // namespace migrate
