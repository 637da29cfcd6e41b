#pragma once

#include <set>
#include <string>

#include "db/section_statement.hpp"
#include "engine/sqlite/sqlite_statement_shape.hpp"

namespace migrate {

/// What a statement fails at, or silently does not do, in a transaction: "VACUUM", "PRAGMA
/// journal_mode". Empty for all that may run in one, and for a PRAGMA that only asks.
[[nodiscard]] std::string forbidden_in_transaction(const SqliteStatementShape& statement);

/// Tells the natures of a section's statements, in their order: what fills a temporary table that
/// an earlier one of them made is the session's.
class SqliteNatures {
 public:
  [[nodiscard]] StatementNature nature_of(const SqliteStatementShape& statement);

 private:
  std::set<std::string> temporary_;  // names of the section's temporary tables

  [[nodiscard]] bool makes_temporary(const SqliteStatementShape& statement);
  [[nodiscard]] bool changes_temporary(const SqliteStatementShape& statement);
};

}  // namespace migrate
