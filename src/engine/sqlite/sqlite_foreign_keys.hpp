#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <tuple>

#include "base/source_text.hpp"
#include "engine/sqlite/sqlite_handle.hpp"

namespace migrate {

/// While it lives, foreign keys are not enforced; then as before. Lives around a transaction, in
/// which SQLite would take no notice. Throws Error when it cannot turn them off.
class ForeignKeysOff {
 public:
  explicit ForeignKeysOff(SqliteHandle& handle);
  ~ForeignKeysOff();
  ForeignKeysOff(const ForeignKeysOff&) = delete;
  ForeignKeysOff& operator=(const ForeignKeysOff&) = delete;

 private:
  SqliteHandle& handle_;
  bool were_on_;
};

/// The rows that broke a foreign key when it was made, to tell those that a section adds. Reads all
/// of the tables that have foreign keys.
class ForeignKeyViolations {
 public:
  explicit ForeignKeyViolations(SqliteHandle& handle);

  /// Throws Error that lists the violations which are new since, ten at most, and names the
  /// section's file.
  void refuse_new(SqliteHandle& handle, const SourceText& section) const;

 private:
  using Violation = std::tuple<std::string, std::string, std::string>;  // table, row, parent
  using Counts = std::map<Violation, std::size_t>;

  Counts before_;
  std::string unchecked_;  // why they could not be found

  static Counts counted(SqliteHandle& handle);
  static std::string described(const Violation& violation);
};

}  // namespace migrate
