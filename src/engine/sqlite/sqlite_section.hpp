#pragma once

#include "base/source_text.hpp"
#include "db/batch.hpp"
#include "engine/sqlite/sqlite_handle.hpp"

namespace migrate {

/// Runs a section's statements one by one. Throws Error at the first that fails, with its place.
///
/// In a transaction (Atomicity::own and joined, the caller's) no statement may begin or end one.
/// With Atomicity::none the section may, but must not end inside of one.
void run_section(SqliteHandle& handle, const SourceText& section, Atomicity atomicity);

}  // namespace migrate
