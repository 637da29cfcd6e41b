#pragma once

#include <stop_token>

#include "db/connection.hpp"
#include "migrate/observer.hpp"
#include "migrate/options.hpp"
#include "migrate/report.hpp"
#include "runtime/prepared_plan.hpp"

namespace migrate {

/// Runs a prepared plan, step by step, in one transaction each or in one for all, and tells the
/// observer of each. The report's `database` is left empty. Throws PartialFailure when a step
/// failed: its notes say what was rolled back and where the database is.
[[nodiscard]] Report execute(Connection& connection, const PreparedPlan& plan, TransactionMode mode,
                             const std::stop_token& stop, Observer& observer);

}  // namespace migrate
