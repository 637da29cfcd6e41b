#pragma once

#include <vector>

#include "base/source_text.hpp"
#include "db/batch.hpp"

namespace migrate {

/// What a section for SQLite must not hold, in the order of its places; see Dialect::refusals.
/// Stops after the first few: a file with many is wrong as a whole.
[[nodiscard]] std::vector<Error> sqlite_refusals(const SourceText& section, Atomicity atomicity);

}  // namespace migrate
