#pragma once

#include "base/source_text.hpp"
#include "db/batch.hpp"
#include "engine/sqlite/sqlite_handle.hpp"

namespace migrate {

/// Runs a section's statements one by one. Throws Error at the first that fails, with its place.
///
/// In a transaction (Atomicity::own and joined, the caller's) no statement may begin or end one.
/// With Atomicity::section its first one begins the transaction, which the caller ends. With
/// Atomicity::none the section may begin and end some, but must not end inside of one.
void run_section(SqliteHandle& handle, const SourceText& section, Atomicity atomicity);

/// `error` at the section's file, as no statement of it is known to be to blame; unchanged when it
/// came from no file.
[[nodiscard]] Error at_file_of(const SourceText& section, const Error& error);

}  // namespace migrate
