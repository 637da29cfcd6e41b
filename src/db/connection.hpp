#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/batch.hpp"
#include "db/dialect.hpp"
#include "db/finding.hpp"
#include "db/section_statement.hpp"
#include "db/table_name.hpp"
#include "migrate/events.hpp"

namespace migrate {

/// The result of a query: rows of columns as text; nullopt for NULL.
using Row = std::vector<std::optional<std::string>>;
using Rows = std::vector<Row>;

/// What the version table says.
struct VersionTable {
  bool exists = false;
  TableName name;                ///< qualified: where the table is, or where it would be made
  std::vector<std::string> ids;  ///< sorted; empty when the table is missing
  std::size_t width = 255;       ///< how long an id its column takes, in characters
};

/// Both tables that the tool keeps in a database.
struct KeptTables {
  VersionTable versions;
  TableName history;         ///< qualified; in the schema of the version table
  bool has_history = false;  ///< whether it is there
  /// What was asked of the history's rows, of all of them and in no order; nothing where that was
  /// not read along.
  std::optional<Rows> history_rows = std::nullopt;
};

/// One open database, or a writer that only records what would have run.
///
/// Not thread-safe. Every failure is an Error: Fault::database, or Fault::cancelled when the stop
/// token was set; where() is the statement's own place when it came from a file.
class Connection {
 public:
  virtual ~Connection() = default;

  [[nodiscard]] virtual const Dialect& dialect() const noexcept = 0;

  /// Finds the version table and reads its rows, in one round trip where the protocol allows.
  /// Writes nothing.
  [[nodiscard]] virtual VersionTable read_versions(const TableName& table) = 0;

  /// Makes the version table unless it is there. `table` is qualified.
  virtual void create_versions(const TableName& table) = 0;

  /// Makes the version table's column take ids of 255 characters.
  virtual void widen_versions(const TableName& table) = 0;

  /// Takes all rows away, known or not (`stamp --purge`). Joins the transaction that is open.
  virtual void clear_versions(const TableName& table) = 0;

  /// Whether the history table is there. `table` is qualified. Writes nothing. Throws Error when
  /// what bears the name is no history table.
  [[nodiscard]] virtual bool has_history(const TableName& table) = 0;

  /// read_versions, and has_history of the table of that name beside it, in one round trip where
  /// the protocol allows. An empty name is of no table. `columns`, as SELECT takes them, are read
  /// of the history's rows where that saves a round trip; empty: none.
  [[nodiscard]] virtual KeptTables read_tables(const TableName& versions,
                                               const std::string& history,
                                               std::string_view columns) {
    static_cast<void>(columns);
    KeptTables tables;
    tables.versions = read_versions(versions);
    tables.history = {tables.versions.name.schema, history};
    tables.has_history = !history.empty() && has_history(tables.history);
    return tables;
  }

  /// Makes the history table unless it is there.
  virtual void create_history(const TableName& table) = 0;

  /// Runs a revision's SQL and its version rows as `batch.atomicity` says; in one message where the
  /// protocol allows. On failure with Atomicity::own nothing of the batch is left.
  virtual void run(const Batch& batch) = 0;

  /// One transaction around several batches with Atomicity::joined. rollback never throws.
  virtual void begin() = 0;
  virtual void commit() = 0;
  virtual void rollback() noexcept = 0;

  /// Runs one statement and gives its rows.
  virtual Rows query(std::string_view sql) = 0;

  /// Whether a section outside a transaction can be run and journalled statement by statement, and
  /// taken up again. False for a script, which gets the whole section at once.
  [[nodiscard]] virtual bool is_resumable() const noexcept { return true; }

  /// What the database shows of a statement of StatementNature::alone (or alone_session) that was
  /// cut off or failed.
  /// Waits, within a bound, until the server has stopped running it for a session that is gone.
  [[nodiscard]] virtual Effect effect_of(const SourceText& statement) = 0;

  /// Whether the connection broke, so that every further call on it fails.
  [[nodiscard]] virtual bool is_lost() const noexcept { return false; }

  /// What only the engine can tell of the database's health: the server or the file, what this user
  /// may do, what stands between, indexes that are of no use. Where the tables' schema is empty it
  /// is the one in which the engine finds or would make them; `history` has no name where none is
  /// kept. Writes nothing. Throws Error where the database does not answer at all.
  [[nodiscard]] virtual std::vector<Finding> examine(const TableName& versions,
                                                     const TableName& history) {
    static_cast<void>(versions);
    static_cast<void>(history);
    return {};
  }

  /// Has `heard` called about once a second while a statement of a batch runs, with its place and
  /// the time since it began (the rest is left empty); first in time to see what makes it wait
  /// before a lock's time is up. What it throws ends the statement and is passed on. An empty one
  /// ends that.
  virtual void on_wait(const std::function<void(const StatementRun&)>& heard) {
    static_cast<void>(heard);
  }
};

}  // namespace migrate
