#pragma once

#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

#include "base/engine_kind.hpp"
#include "db/database.hpp"
#include "db/dialect.hpp"

namespace migrate {

/// The dialect of an engine; lives as long as the program.
[[nodiscard]] const Dialect& dialect_of(EngineKind kind) noexcept;

/// A database by its address: for SQLite a file's path or ":memory:", for PostgreSQL what libpq
/// takes (a URI or a list of key=value). Opens nothing yet.
[[nodiscard]] std::unique_ptr<Database> open_database(EngineKind kind, const std::string& address,
                                                      ConnectionSettings settings);

/// What a script says of itself at its top, and where it starts.
struct ScriptHeading {
  std::string generator;           ///< "migrate 0.1.0"
  std::string range;               ///< "aaa -> bbb"
  std::vector<std::string> start;  ///< the rows that the version table must hold; empty: at base
};

/// The offline writer as a database: `read_versions` answers with the heading's start, and all that
/// would run is written to `out`, for `psql -X -f` or the sqlite3 shell. `out` must outlive it.
[[nodiscard]] std::unique_ptr<Database> open_script(EngineKind kind, std::ostream& out,
                                                    ScriptHeading heading);

}  // namespace migrate
