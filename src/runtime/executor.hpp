#pragma once

#include <stop_token>

#include "db/database.hpp"
#include "db/lock.hpp"
#include "migrate/observer.hpp"
#include "migrate/options.hpp"
#include "migrate/report.hpp"
#include "runtime/prepared_plan.hpp"
#include "runtime/retry.hpp"

namespace migrate {

/// What a run works with.
struct Workplace {
  Database& database;
  Connection& connection;
  MigrationLock& lock;  ///< held
  Observer& observer;
};

/// Whether a report lists its steps. Nobody reads those of a script, which may be very many.
enum class StepLists { full, none };

/// How a plan is run.
struct RunSettings {
  TransactionMode mode = TransactionMode::revision;
  StepLists lists = StepLists::full;
  RetryLimits retry;
  std::stop_token stop;
};

/// Runs a prepared plan, step by step, in one transaction each or in one for all, and tells the
/// observer of each. A step that others were in the way of is tried again. The report's `database`
/// is left empty. Throws PartialFailure when a step failed: its notes say what was rolled back and
/// where the database is.
[[nodiscard]] Report execute(const Workplace& workplace, const PreparedPlan& plan,
                             const RunSettings& settings);

}  // namespace migrate
