#pragma once

#include <string>
#include <vector>

#include "base/source_text.hpp"
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
  own,     ///< one of its own: nothing of the batch stays when it fails
  joined,  ///< the one that Connection::begin opened; the caller ends it
  none,    ///< statement by statement, outside any; then the version rows in one of their own
};

/// All that one revision (or a stamp) does to a database.
struct Batch {
  std::string title;  ///< "Running upgrade a -> b, message": what a script writes above it
  SourceText sql;     ///< one section, byte for byte; its text is empty for a stamp
  TableName table;    ///< qualified, as Connection::read_versions gave it
  VersionChange rows;
  Atomicity atomicity = Atomicity::own;
};

}  // namespace migrate
