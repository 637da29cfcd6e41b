#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/engine_kind.hpp"
#include "base/source_text.hpp"
#include "db/batch.hpp"
#include "db/section_statement.hpp"
#include "db/table_name.hpp"

namespace migrate {

/// How an engine's SQL says what the history table needs. All but the types are expressions; the
/// patterns are fmt's, with the named argument in braces.
struct HistoryWords {
  std::string_view id_type;     ///< of a column that numbers its rows
  std::string_view time_type;   ///< of a column that holds a moment
  std::string_view now;         ///< the moment at which the statement runs
  std::string_view ago;         ///< pattern: the moment {seconds} before, with decimals
  std::string_view elapsed_ms;  ///< pattern: whole milliseconds from the moment {started} to now
  std::string_view user;        ///< pattern: the database's user; {user} where it has none
  std::string_view time_text;   ///< pattern: the moment {time} as "2026-11-21 10:00:00.123", UTC
};

/// What is known of an engine's SQL without a connection. Stateless; one object per engine.
class Dialect {
 public:
  virtual ~Dialect() = default;

  [[nodiscard]] virtual EngineKind kind() const noexcept = 0;

  /// Finds what a section must not hold, each as an Error (Fault::revision) with its place: an
  /// unclosed quote, comment or dollar body; NUL bytes and invalid UTF-8; transaction control in a
  /// section that runs in a transaction (SAVEPOINT and its kin are allowed); psql's backslash
  /// commands; COPY ... FROM stdin. `atomicity` is none for a `transaction:false` section, in which
  /// transaction control is allowed. Empty when there is nothing to refuse.
  [[nodiscard]] virtual std::vector<Error> refusals(const SourceText& section,
                                                    Atomicity atomicity) const = 0;

  /// The statements of a section, in order, and what each needs to happen once. A section that
  /// begins and ends a transaction of its own gives that as one.
  [[nodiscard]] virtual std::vector<SectionStatement> statements(
      const std::string& section) const = 0;

  [[nodiscard]] virtual const HistoryWords& history_words() const noexcept = 0;

  /// Whether an Error's code says that others were in the way, so that the same can go well when it
  /// is tried again: a lock not given in time, a deadlock, a serialization failure.
  [[nodiscard]] virtual bool is_conflict(std::string_view code) const noexcept = 0;

  /// Whether an Error's code says that another process holds the whole database, so that not even
  /// reading was possible.
  [[nodiscard]] virtual bool is_held_by_others(std::string_view /*code*/) const noexcept {
    return false;
  }

  /// Whether an Error of Database::connect with this code (may be empty) can pass by itself: a
  /// server that is not up yet.
  [[nodiscard]] virtual bool is_not_up_yet(std::string_view code) const noexcept = 0;

  /// An identifier or a string as the engine's SQL writes it, quotes included.
  [[nodiscard]] virtual std::string quoted_identifier(std::string_view name) const = 0;
  [[nodiscard]] virtual std::string quoted_string(std::string_view text) const = 0;

  /// The name, quoted and with its schema where it has one.
  [[nodiscard]] std::string quoted_table(const TableName& table) const;

  /// CREATE TABLE IF NOT EXISTS of the version table, without a semicolon.
  [[nodiscard]] std::string create_versions_sql(const TableName& table) const;

  /// The statements that carry out `change`, without semicolons, each of which must change exactly
  /// one row. A row that goes while another comes is one UPDATE.
  [[nodiscard]] std::vector<std::string> version_change_sql(const TableName& table,
                                                            const VersionChange& change) const;
};

/// The row that the `statement`-th of Dialect::version_change_sql takes away; the one that it adds
/// when it takes none.
[[nodiscard]] const std::string& changed_row(const VersionChange& change, std::size_t statement);

}  // namespace migrate
