#pragma once

#include <stop_token>
#include <vector>

#include "db/finding.hpp"
#include "engine/postgres/postgres_handle.hpp"

namespace migrate {

/// Adds what there is to say of the indexes of the database that no query uses, because they were
/// not built to their end: one finding each, ten at most, or one that there are none. Throws Error.
void add_invalid_indexes(PostgresHandle& session, std::vector<Finding>& findings,
                         const std::stop_token& stop);

}  // namespace migrate
