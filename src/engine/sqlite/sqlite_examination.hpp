#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "db/finding.hpp"
#include "engine/sqlite/sqlite_handle.hpp"

namespace migrate {

/// The library and the file, what this user may do with it, and whether SQLite finds its content
/// sound. See Connection::examine. `file` is nothing for a database in memory; `handle` is that of
/// an empty database where the file is not there yet. Throws Error (Fault::cancelled) only.
[[nodiscard]] std::vector<Finding> examine_sqlite(SqliteHandle& handle,
                                                  const std::optional<std::filesystem::path>& file);

}  // namespace migrate
