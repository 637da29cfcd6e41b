#pragma once

#include <span>
#include <string_view>

#include "migrate/events.hpp"
#include "migrate/report.hpp"

namespace migrate {

/// Hears what a migration does while it does it. Every function defaults to doing nothing.
/// Called on the thread that called the Migrator; an exception thrown from here stops the run.
class Observer {
 public:
  virtual ~Observer() = default;

  /// The plan was made and is about to run. `steps` may be empty: there is nothing to do.
  virtual void plan_made(std::span<const Step> /*steps*/) {}
  virtual void step_started(const Step& /*step*/) {}
  /// The step is committed (or, with one transaction for the whole run, its statements have run).
  virtual void step_done(const Step& /*step*/) {}
  /// Another instance is migrating this database. Called at most once a second.
  virtual void waiting_for_lock(const LockWait& /*wait*/) {}
  /// A statement waits for other sessions. Called at most once a second.
  virtual void statement_waits(const StatementWait& /*wait*/) {}
  /// A statement is still running. Called at most once a second, first when it has for about one,
  /// or for half of `lock_timeout` where that is sooner.
  virtual void statement_runs(const StatementRun& /*run*/) {}
  virtual void retrying(const Retry& /*retry*/) {}
  virtual void resuming(const Resume& /*resume*/) {}
  /// A notice or warning of the database, such as "NOTICE: table "x" does not exist, skipping".
  virtual void notice(std::string_view /*text*/) {}
};

}  // namespace migrate
