#include "runtime/session.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/step_text.hpp"
#include "runtime/executor.hpp"
#include "runtime/lock_wait.hpp"
#include "runtime/prepared_plan.hpp"
#include "runtime/version_check.hpp"

namespace migrate {
namespace {

std::size_t longest_id(const PreparedPlan& prepared) {
  std::size_t longest = 0;
  for (const Batch& batch : prepared.batches) {
    for (const std::string& id : batch.rows.added) longest = std::max(longest, id.size());
  }
  return longest;
}

/// A stamp as a plan of one step without SQL. Where all rows are purged first, none is left to go.
PreparedPlan stamp_plan(const VersionTable& table, const std::vector<RevisionId>& after,
                        StampMode mode) {
  Step step;
  step.direction = Direction::stamp;
  step.from = table.ids;
  step.to = after;
  const bool purge = mode == StampMode::purge;
  const RowChange rows = row_change(purge ? std::vector<RevisionId>() : table.ids, after);
  const Batch batch{step_text(step),
                    {},
                    table.name,
                    {rows.removed, rows.added},
                    purge ? Atomicity::joined : Atomicity::own};
  return {{step}, {batch}, table.ids, after, mode};
}

/// Makes the version table where it is missing, and wide enough for ids of `longest` characters.
void make_fit(Connection& connection, const VersionTable& table, std::size_t longest) {
  if (!table.exists) {
    connection.create_versions(table.name);
  } else if (longest > table.width) {
    connection.widen_versions(table.name);
  }
}

}  // namespace

Session::Session(std::unique_ptr<Database> database, const RevisionGraph& graph,
                 const RevisionSource& source, SessionSettings settings, Observer& observer)
    : database_(std::move(database)),
      graph_(graph),
      source_(source),
      settings_(std::move(settings)),
      observer_(observer) {}

Report Session::upgrade(const Target& target) { return move(target, plan_upgrade); }

Report Session::downgrade(const Target& target) { return move(target, plan_downgrade); }

VersionTable Session::read() {
  return database_->connect(OpenMode::read_only)->read_versions(settings_.table);
}

Report Session::move(const Target& target, Planner planner) {
  const std::unique_ptr<Connection> connection = database_->connect(OpenMode::read_write);
  VersionTable table = connection->read_versions(settings_.table);
  PreparedPlan prepared = prepared_from(table, target, planner, *connection);
  if (prepared.steps.empty()) return nothing_to_do(table);

  const std::unique_ptr<MigrationLock> lock = locked(table.name);
  const VersionTable now = connection->read_versions(table.name);
  if (now.ids != table.ids) {  // another instance was here: its work is not to be done again
    prepared = prepared_from(now, target, planner, *connection);
    if (prepared.steps.empty()) return nothing_to_do(now);
  }
  make_fit(*connection, now, longest_id(prepared));
  for (Batch& batch : prepared.batches) batch.table = now.name;
  observer_.plan_made(prepared.steps);
  return run(*connection, prepared, settings_.transaction);
}

Report Session::stamp(std::span<const Target> targets, StampMode mode) {
  const std::unique_ptr<Connection> connection = database_->connect(OpenMode::read_write);
  VersionTable table = connection->read_versions(settings_.table);
  if (stamped(table, targets, mode) == table.ids) return nothing_to_do(table);

  const std::unique_ptr<MigrationLock> lock = locked(table.name);
  table = connection->read_versions(table.name);
  const std::vector<RevisionId> after = stamped(table, targets, mode);
  if (after == table.ids) return nothing_to_do(table);
  const PreparedPlan prepared = stamp_plan(table, after, mode);
  make_fit(*connection, table, longest_id(prepared));
  observer_.plan_made(prepared.steps);
  const bool purge = mode == StampMode::purge;
  return run(*connection, prepared, purge ? TransactionMode::run : TransactionMode::revision);
}

EnsuredTable Session::ensure_version() {
  const std::unique_ptr<Connection> connection = database_->connect(OpenMode::read_write);
  const VersionTable table = connection->read_versions(settings_.table);
  if (table.exists) return {table.name, false};
  const std::unique_ptr<MigrationLock> lock = locked(table.name);
  connection->create_versions(table.name);
  return {table.name, true};
}

PreparedPlan Session::prepared_from(const VersionTable& table, const Target& target,
                                    Planner planner, const Connection& connection) const {
  require_known_rows(graph_, table);
  const Plan plan = planner(graph_, table.ids, target);
  return prepare(graph_, source_, connection.dialect(), plan, settings_.transaction);
}

std::vector<RevisionId> Session::stamped(const VersionTable& table, std::span<const Target> targets,
                                         StampMode mode) const {
  if (mode == StampMode::purge) return plan_stamp(graph_, {}, targets);
  require_known_rows(graph_, table);
  return plan_stamp(graph_, table.ids, targets);
}

std::unique_ptr<MigrationLock> Session::locked(const TableName& table) {
  std::unique_ptr<MigrationLock> lock = database_->lock(table);
  wait_for_lock(*lock, settings_.lock_wait, settings_.stop, observer_);
  return lock;
}

Report Session::run(Connection& connection, const PreparedPlan& prepared, TransactionMode mode) {
  try {
    Report report = execute(connection, prepared, mode, settings_.stop, observer_);
    report.database = settings_.database;
    return report;
  } catch (const PartialFailure& failure) {
    Report report = failure.report();
    report.database = settings_.database;
    throw PartialFailure(failure, std::move(report));
  }
}

Report Session::nothing_to_do(const VersionTable& table) const {
  observer_.plan_made({});
  Report report;
  report.before = table.ids;
  report.after = table.ids;
  report.database = settings_.database;
  return report;
}

}  // namespace migrate
