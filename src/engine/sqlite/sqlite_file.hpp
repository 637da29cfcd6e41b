#pragma once

#include <filesystem>

namespace migrate {

enum class SqliteFileState { missing, present };

/// Looks at a database file without opening it: to close it again would drop the locks that SQLite
/// holds on it in this process. Throws Error (Fault::database) when no database can be there: a
/// folder, a pipe, a missing folder above it.
[[nodiscard]] SqliteFileState state_of_database(const std::filesystem::path& file);

/// The file that `-migrate` is appended to: the same for every spelling of one database's path and
/// for all symbolic links to it, also while it does not exist yet.
[[nodiscard]] std::filesystem::path lock_file_of(const std::filesystem::path& database);

}  // namespace migrate
