#pragma once

#include <vector>

#include "db/dialect.hpp"
#include "runtime/history_table.hpp"
#include "runtime/prepared_plan.hpp"

namespace migrate {

/// Finds the steps of the plan that earlier runs left unfinished, and notes in `plan` where each
/// goes on. Throws Error, each with the ways on: Fault::database when the plan does not hold such a
/// step; Fault::revision when a statement that has run stands in the file no more as it was.
void take_up_unfinished(PreparedPlan& plan, const std::vector<StoredRevision>& unfinished,
                        const Dialect& dialect);

}  // namespace migrate
