#pragma once

#include <vector>

#include "base/source_text.hpp"
#include "db/batch.hpp"

namespace migrate {

/// What Dialect::refusals finds in a section for PostgreSQL, by place; the first ten at most.
[[nodiscard]] std::vector<Error> postgres_refusals(const SourceText& section, Atomicity atomicity);

}  // namespace migrate
