#pragma once

#include "base/source_text.hpp"
#include "db/batch.hpp"
#include "db/connection.hpp"
#include "engine/sqlite/sqlite_handle.hpp"

namespace migrate {

/// `table` in the schema that SQLite calls main, so that no temporary or attached table of its name
/// can hide it. Throws Error (Fault::config) when it names another schema.
[[nodiscard]] TableName in_main(const TableName& table);

/// Finds and reads the version table; see Connection::read_versions.
[[nodiscard]] VersionTable read_version_table(SqliteHandle& handle, const TableName& table);

/// Changes the version rows, each of which must be there (or not be there) as `change` expects.
/// Throws Error that names the row which is not. Needs a transaction of the caller's.
void change_version_rows(SqliteHandle& handle, const TableName& table, const VersionChange& change);

}  // namespace migrate
