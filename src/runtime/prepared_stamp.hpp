#pragma once

#include <vector>

#include "db/connection.hpp"
#include "runtime/prepared_plan.hpp"

namespace migrate {

/// A stamp as a plan of one step without SQL, from the rows of `table` to `after`. Where all rows
/// are purged first, none is left to go.
[[nodiscard]] PreparedPlan prepare_stamp(const VersionTable& table,
                                         const std::vector<RevisionId>& after, StampMode mode);

}  // namespace migrate
