#pragma once

#include <memory>
#include <string>

#include "db/database.hpp"
#include "engine/sqlite/sqlite_handle.hpp"

namespace migrate {

/// Opens a database that exists and reads its first page, so that a file that is none is found out
/// here. Throws Error (Fault::database) that names the file and the next step.
///
/// Read only, nothing is created or changed, with one exception: after a crash only a writer can
/// roll the journal back, so then it is opened for writing, and still takes no statement that
/// writes.
[[nodiscard]] std::unique_ptr<SqliteHandle> open_existing(const std::string& file, OpenMode mode,
                                                          const ConnectionSettings& settings);

/// Opens a database for writing, an empty one when it is missing.
[[nodiscard]] std::unique_ptr<SqliteHandle> open_or_create(const std::string& file,
                                                           const ConnectionSettings& settings);

/// An empty database in memory: what a file that is missing reads as.
[[nodiscard]] std::unique_ptr<SqliteHandle> open_nothing(OpenMode mode,
                                                         const ConnectionSettings& settings);

}  // namespace migrate
