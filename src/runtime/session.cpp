#include "runtime/session.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/step_text.hpp"
#include "runtime/connecting.hpp"
#include "runtime/executor.hpp"
#include "runtime/history_table.hpp"
#include "runtime/lock_wait.hpp"
#include "runtime/prepared_plan.hpp"
#include "runtime/prepared_stamp.hpp"
#include "runtime/unfinished_steps.hpp"
#include "runtime/verification.hpp"
#include "runtime/version_check.hpp"

namespace migrate {
namespace {

/// How often a plan is made anew when others move the database under our lock.
constexpr int kNewPlans = 3;

/// Whether a history table is to be made.
bool lacks_history(const KeptTables& found) {
  return !found.has_history && !found.history.name.empty();
}

/// Makes the version table where it is missing, and wide enough for ids of `longest` characters.
void make_fit(Connection& connection, const VersionTable& table, std::size_t longest) {
  if (!table.exists) {
    connection.create_versions(table.name);
  } else if (longest > table.width) {
    connection.widen_versions(table.name);
  }
}

/// Whether the database is where the plan did not bring it.
bool was_moved_by_others(const Report& report, const PreparedPlan& prepared) {
  std::vector<RevisionId> expected = prepared.before;
  for (std::size_t step = 0; step < report.done.size(); ++step) {
    expected = changed_rows(std::move(expected), prepared.batches.rows(step));
  }
  std::ranges::sort(expected);
  return report.after != expected;
}

bool is_held(MigrationLock& lock) {
  try {
    return lock.try_acquire();
  } catch (const Error&) {
    return false;
  }
}

/// Two reports of one command, one after the other.
Report joined(Report first, const Report& second) {
  first.planned = first.done;
  first.planned.insert(first.planned.end(), second.planned.begin(), second.planned.end());
  first.done.insert(first.done.end(), second.done.begin(), second.done.end());
  first.after = second.after;
  first.elapsed += second.elapsed;
  return first;
}

}  // namespace

Session::Session(std::unique_ptr<Database> database, ReadGraph graph, const RevisionSource& source,
                 SessionSettings settings, Observer& observer)
    : database_(std::move(database)),
      graph_(std::move(graph)),
      source_(source),
      settings_(std::move(settings)),
      observer_(observer) {}

Report Session::upgrade(const Target& target) {
  return files_first([&] { return move({target, plan_upgrade}); });
}

Report Session::downgrade(const Target& target) {
  return files_first([&] { return move({target, plan_downgrade}); });
}

Report Session::stamp(std::span<const Target> targets, StampMode mode) {
  return files_first([&] { return set_rows(targets, mode); });
}

EnsuredTables Session::ensure_version() {
  return files_first([&] { return make_tables(); });
}

VersionTable Session::read() {
  return files_first([&] {
    VersionTable table = database_->connect(OpenMode::read_only)->read_versions(settings_.table);
    static_cast<void>(graph_());
    return table;
  });
}

template <typename Work>
auto Session::files_first(Work work) -> decltype(work()) {
  try {
    return work();
  } catch (const Error&) {
    static_cast<void>(graph_());
    throw;
  }
}

KeptTables Session::look(Connection& connection, const TableName& table,
                         std::string_view columns) const {
  return connection.read_tables(table, settings_.history.name, columns);
}

Session::Opened Session::opened(std::string_view columns) {
  Opened opened;
  const auto open = [&] {
    opened.connection = database_->connect(OpenMode::read_write);
    opened.found = look(*opened.connection, settings_.table, columns);
  };
  try {
    open();
  } catch (const Error& error) {
    if (!database_->dialect().is_held_by_others(error.code())) throw;
    static_cast<void>(graph_());  // no lock is waited for with files that are not sound
    opened.lock = locked(settings_.table);
    open();
  }
  return opened;
}

template <typename Read>
auto Session::read_undisturbed(Opened& here, Read read) -> decltype(read()) {
  try {
    return read();
  } catch (const Error& error) {
    if (here.lock || !database_->dialect().is_held_by_others(error.code())) throw;
  }
  static_cast<void>(graph_());
  here.lock = locked(here.found.versions.name);
  here.found = look_again(here);
  return read();
}

KeptTables Session::look_again(Opened& here) {
  KeptTables found;
  ask_connected(*database_, OpenMode::read_write, here.connection, [&](Connection& connection) {
    found = look(connection, here.found.versions.name, {});
  });
  return found;
}

Report Session::move(const Goal& goal) {
  Opened here = opened(verifies(goal) ? HistoryTable::kMoveColumns : "");
  auto& [connection, lock, found] = here;
  PreparedPlan prepared;
  const bool idle = read_undisturbed(here, [&] {
    prepared = prepared_from(found, goal, *connection);
    if (prepared.batches.size() != 0) return false;
    return !(prepared.has_unfinished ? *prepared.has_unfinished
                                     : has_unfinished(*connection, found));
  });
  say_notes(prepared);
  if (idle) return nothing_to_do(found.versions);
  if (!lock) lock = locked(found.versions.name);
  KeptTables now = look_again(here);
  if (now.versions.ids != found.versions.ids) {  // another instance was here: its work is not to be
    prepared = prepared_from(now, goal, *connection);  // done again
  }
  return run_to(goal, *connection, *lock, now, std::move(prepared));
}

Report Session::run_to(const Goal& goal, Connection& connection, MigrationLock& lock,
                       KeptTables found, PreparedPlan prepared) {
  std::optional<Report> so_far;
  const auto whole = [&so_far](Report report) {
    return so_far ? joined(*so_far, report) : std::move(report);
  };
  for (int left = kNewPlans;; --left) {
    say_notes(prepared);
    const bool idle = prepared.batches.size() == 0 && !has_unfinished(connection, found);
    if (idle) return whole(nothing_to_do(found.versions));
    make_ready(connection, found, prepared);
    if (prepared.batches.size() == 0) return whole(nothing_to_do(found.versions));
    tell_plan(prepared);
    try {
      return whole(run(connection, lock, prepared, settings_.transaction));
    } catch (const PartialFailure& failure) {
      const Report report = whole(failure.report());
      const bool again = left > 0 && failure.fault() == Fault::database && !connection.is_lost() &&
                         was_moved_by_others(failure.report(), prepared) && is_held(lock);
      if (!again) throw PartialFailure(failure, report);
      observer_.notice(
          fmt::format("{}: the database was moved by others and is at {}; going on from there",
                      failure.what(), rows_text(report.after)));
      so_far = report;
    }
    found = look(connection, found.versions.name, {});
    prepared = prepared_from(found, goal, connection);
  }
}

Report Session::set_rows(std::span<const Target> targets, StampMode mode) {
  Opened here = opened({});
  auto& [connection, lock, found] = here;
  std::vector<RevisionId> after;
  const auto is_there = [&] {
    after = stamped(found, *connection, targets, mode);
    return after == found.versions.ids && !has_unfinished(*connection, found);
  };
  if (read_undisturbed(here, is_there)) return nothing_to_do(found.versions);

  if (!lock) lock = locked(found.versions.name);
  found = look_again(here);
  if (is_there()) return nothing_to_do(found.versions);
  PreparedPlan prepared = prepare_stamp(found.versions, after, mode);
  make_ready(*connection, found, prepared);
  tell_plan(prepared);
  const bool purge = mode == StampMode::purge;
  return run(*connection, *lock, prepared,
             purge ? TransactionMode::run : TransactionMode::revision);
}

EnsuredTables Session::make_tables() {
  Opened here = opened({});
  static_cast<void>(graph_());  // nothing is made where the files are not sound
  auto& [connection, lock, found] = here;
  if (found.versions.exists && !lacks_history(found))
    return {found.versions.name, false, found.history, false};
  if (!lock) lock = locked(found.versions.name);
  found = look_again(here);  // others may have made them meanwhile
  const EnsuredTables made{found.versions.name, !found.versions.exists, found.history,
                           lacks_history(found)};
  if (made.versions_created) connection->create_versions(made.versions);
  if (made.history_created) connection->create_history(made.history);
  return made;
}

bool Session::verifies(const Goal& goal) const {
  return settings_.verify_before_upgrade && goal.planner == plan_upgrade;
}

std::optional<HistoryMoves> Session::moves_to_verify(KeptTables& found, const Goal& goal,
                                                     Connection& connection) const {
  if (!verifies(goal) || !found.has_history) return std::nullopt;
  if (std::optional<Rows> rows = std::exchange(found.history_rows, std::nullopt)) {
    return HistoryTable::moves_in(std::move(*rows));
  }
  return HistoryTable(connection, found.history).moves();
}

PreparedPlan Session::prepared_from(KeptTables& found, const Goal& goal,
                                    Connection& connection) const {
  const std::vector<RevisionId>& rows = found.versions.ids;
  std::optional<HistoryMoves> moves = moves_to_verify(found, goal, connection);
  const RevisionGraph& graph = graph_();  // the database was asked while it was read
  require_known_rows(graph, found.versions, connection, found.history);
  PreparedPlan prepared = prepare(graph, source_, connection.dialect(),
                                  goal.planner(graph, rows, goal.target), settings_.transaction);
  if (moves) {
    prepared.has_unfinished = moves->has_unfinished;
    std::ranges::move(
        refuse_changed_revisions(HistoryTable(connection, found.history), std::move(moves->done),
                                 graph, source_, rows, connection.dialect().kind()),
        std::back_inserter(prepared.notes));
  }
  return prepared;
}

void Session::say_notes(const PreparedPlan& prepared) {
  for (const std::string& note : prepared.notes) {
    if (said_.insert(note).second) observer_.notice(note);
  }
}

void Session::make_ready(Connection& connection, const KeptTables& found,
                         PreparedPlan& prepared) const {
  prepared.batches.set_tables(found.versions.name, found.history, settings_.actor);
  require_texts_that_can_be_kept(prepared);
  if (found.has_history) {
    take_up_unfinished(prepared, HistoryTable(connection, found.history).unfinished(),
                       connection.dialect());
  }
  make_fit(connection, found.versions, prepared.batches.longest_id());
  if (lacks_history(found)) connection.create_history(found.history);
}

bool Session::has_unfinished(Connection& connection, const KeptTables& found) {
  return found.has_history && !HistoryTable(connection, found.history).unfinished().empty();
}

std::vector<RevisionId> Session::stamped(const KeptTables& found, Connection& connection,
                                         std::span<const Target> targets, StampMode mode) const {
  if (mode == StampMode::purge) return plan_stamp(graph_(), {}, targets);
  require_known_rows(graph_(), found.versions, connection, found.history);
  return plan_stamp(graph_(), found.versions.ids, targets);
}

std::unique_ptr<MigrationLock> Session::locked(const TableName& table) {
  std::unique_ptr<MigrationLock> lock = database_->lock(table);
  wait_for_lock(*lock, settings_.lock_wait, settings_.stop, observer_);
  return lock;
}

void Session::tell_plan(const PreparedPlan& prepared) const {
  const bool lists = settings_.lists == StepLists::full;
  observer_.plan_made(lists ? prepared.batches.steps() : std::vector<Step>());
}

Report Session::run(Connection& connection, MigrationLock& lock, const PreparedPlan& prepared,
                    TransactionMode mode) {
  RunSettings how{mode, settings_.lists, {}, settings_.stop};
  how.retry.retries = settings_.lock_retries;
  try {
    Report report = execute({*database_, connection, lock, observer_}, prepared, how);
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
