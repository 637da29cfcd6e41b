#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/batch.hpp"
#include "db/dialect.hpp"
#include "db/table_name.hpp"

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

  /// Runs a revision's SQL and its version rows as `batch.atomicity` says; in one message where the
  /// protocol allows. On failure with Atomicity::own nothing of the batch is left.
  virtual void run(const Batch& batch) = 0;

  /// One transaction around several batches with Atomicity::joined. rollback never throws.
  virtual void begin() = 0;
  virtual void commit() = 0;
  virtual void rollback() noexcept = 0;

  /// Runs one statement and gives its rows.
  virtual Rows query(std::string_view sql) = 0;
};

}  // namespace migrate
