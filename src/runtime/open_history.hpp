#pragma once

#include <memory>
#include <string>

#include "db/database.hpp"
#include "runtime/history_table.hpp"
#include "runtime/session.hpp"

namespace migrate {

/// Whether a database keeps a history.
enum class HistoryState {
  kept,
  missing,  ///< the next command that writes makes the table
  off,      ///< the setting `history_table` is empty
};

/// A database opened to look at its history, or to repair it.
class OpenHistory {
 public:
  /// Connects and reads the version table. Writes nothing. `database` must outlive it.
  OpenHistory(Database& database, OpenMode mode, const SessionSettings& settings);

  OpenHistory(const OpenHistory&) = delete;
  OpenHistory& operator=(const OpenHistory&) = delete;

  [[nodiscard]] HistoryState state() const noexcept { return state_; }
  [[nodiscard]] const VersionTable& versions() const noexcept { return versions_; }
  [[nodiscard]] const TableName& table() const noexcept { return table_; }  ///< qualified
  [[nodiscard]] Connection& connection() const noexcept { return *connection_; }
  [[nodiscard]] EngineKind engine() const noexcept { return connection_->dialect().kind(); }

  /// The history; does not outlive this object. Throws Error that says why there is none.
  [[nodiscard]] HistoryTable rows() const;

  /// Throws Error when no history is to be kept.
  void require_kept_or_missing() const;

  /// Makes the table where it is missing. Throws Error when no history is to be kept.
  void make();

  /// Looks at both tables anew, for who has taken the lock since; on a new connection where the
  /// wait was too long for the old one, to which no reference must be kept.
  void read_again();

 private:
  Database& database_;
  OpenMode mode_;
  std::unique_ptr<Connection> connection_;
  VersionTable versions_;
  TableName table_;  // its name is as configured
  HistoryState state_ = HistoryState::off;

  /// `versions` as configured, or as found before.
  void look(Connection& connection, const TableName& versions);
};

/// A table's name for messages, with its schema where it has one.
[[nodiscard]] std::string shown_name(const TableName& table);

}  // namespace migrate
