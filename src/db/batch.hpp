#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/source_text.hpp"
#include "db/history_entry.hpp"
#include "db/table_name.hpp"

namespace migrate {

/// How the version table changes: rows that go and rows that come, each by exact match. The ones
/// are disjoint from the others.
struct VersionChange {
  std::vector<std::string> removed;
  std::vector<std::string> added;
};

/// Which transaction a batch runs in.
enum class Atomicity {
  own,      ///< one of its own: nothing of the batch stays when it fails
  joined,   ///< the one that Connection::begin opened; the caller ends it
  section,  ///< the one that `sql` begins with its own BEGIN: what is written of it goes in before
            ///< a COMMIT of ours
  none,     ///< statement by statement, outside any; then, if there is any, what is written of it
            ///< in one of their own
};

/// Whether foreign keys are enforced while a section runs. PostgreSQL takes no notice of it.
enum class ForeignKeys {
  enforced,  ///< as the session has it
  off,       ///< off, around the transaction; a violation that is new at its end is an Error that
             ///< lists table and row, and nothing stays
};

/// All that one revision, one statement of it, or a stamp does to a database.
struct Batch {
  std::string title;  ///< "Running upgrade a -> b, message": what a script writes above it
  SourceText sql;     ///< one section, byte for byte; its text is empty for a stamp
  TableName table;    ///< qualified, as Connection::read_versions gave it
  VersionChange rows;
  Atomicity atomicity = Atomicity::own;
  /// Written after the version rows, in the same transaction.
  std::optional<HistoryWrite> history = {};
  ForeignKeys foreign_keys = ForeignKeys::enforced;
};

}  // namespace migrate
