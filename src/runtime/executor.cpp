#include "runtime/executor.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace migrate {
namespace {

using Clock = std::chrono::steady_clock;

std::chrono::microseconds since(Clock::time_point start) {
  return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start);
}

std::vector<std::string> changed_rows(std::vector<std::string> rows, const VersionChange& change) {
  for (const std::string& gone : change.removed) std::erase(rows, gone);
  rows.insert(rows.end(), change.added.begin(), change.added.end());
  std::ranges::sort(rows);
  return rows;
}

/// One run of a plan: what is done so far, and what to say when it fails.
class Run {
 public:
  Run(Connection& connection, const PreparedPlan& plan, TransactionMode mode,
      const std::stop_token& stop, Observer& observer)
      : connection_(connection), plan_(plan), mode_(mode), stop_(stop), observer_(observer) {
    report_.planned = plan.steps;
    report_.before = plan.before;
    report_.after = plan.before;
  }

  Report all_steps() {
    std::size_t index = 0;
    try {
      if (mode_ == TransactionMode::run) connection_.begin();
      if (plan_.stamp == StampMode::purge) connection_.clear_versions(plan_.batches.front().table);
      for (; index < plan_.steps.size(); ++index) one_step(index);
      if (mode_ == TransactionMode::run) connection_.commit();
    } catch (const Error& error) {
      fail(error, index);
    }
    report_.after = plan_.after;
    report_.elapsed = since(start_);
    return report_;
  }

 private:
  Connection& connection_;
  const PreparedPlan& plan_;
  TransactionMode mode_;
  const std::stop_token& stop_;
  Observer& observer_;
  Report report_;
  Clock::time_point start_ = Clock::now();
  bool running_ = false;  // whether a step's SQL has been sent and not yet come back

  void one_step(std::size_t index) {
    if (stop_.stop_requested()) throw Error(Fault::cancelled, "stopped before the next revision");
    Step step = plan_.steps[index];
    observer_.step_started(step);
    const Clock::time_point start = Clock::now();
    running_ = true;
    connection_.run(plan_.batches[index]);
    running_ = false;
    step.elapsed = since(start);
    report_.after = changed_rows(std::move(report_.after), plan_.batches[index].rows);
    report_.done.push_back(step);
    observer_.step_done(step);
  }

  [[noreturn]] void fail(const Error& error, std::size_t index) {
    if (mode_ == TransactionMode::run) {
      connection_.rollback();
      report_.done.clear();
      report_.after = report_.before;
    }
    report_.elapsed = since(start_);
    throw PartialFailure(error.with_note(aftermath(error, index)), report_);
  }

  /// What is left of the step that failed, and where the database is. `index` is past the end when
  /// the commit of a whole run failed.
  [[nodiscard]] std::string aftermath(const Error& error, std::size_t index) {
    const std::vector<std::string> before = report_.after;
    try {
      ask_where_now(error);
    } catch (const Error&) {
      return "The database could not be asked what was committed: see `migrate current`.";
    }
    const std::string rows = fmt::format("{}", fmt::join(report_.after, ", "));
    return fmt::format("{} The database is at {}.", what_became_of(index, before),
                       rows.empty() ? "base" : rows);
  }

  /// Only the database knows what a lost connection committed. A run that was stopped was rolled
  /// back by the engine's own word, and its connection answers no more.
  void ask_where_now(const Error& error) {
    if (error.fault() == Fault::cancelled) return;
    report_.after = connection_.read_versions(plan_.batches.front().table).ids;
  }

  /// `before` are the rows before the step, as far as they are known here.
  [[nodiscard]] std::string what_became_of(std::size_t index,
                                           const std::vector<std::string>& before) const {
    if (plan_.steps.front().direction == Direction::stamp) return "No row was changed.";
    if (mode_ == TransactionMode::run) {
      return fmt::format("The whole run of {} was rolled back.", counted(plan_.steps.size()));
    }
    const std::string& id = plan_.steps[index].revision;
    const bool done = index < report_.done.size();  // and an observer failed afterwards
    if (done || report_.after == changed_rows(before, plan_.batches[index].rows)) {
      return fmt::format("Revision {} is {}.", id,
                         plan_.steps[index].direction == Direction::upgrade ? "in" : "out");
    }
    if (!running_) return fmt::format("Revision {} was not started.", id);
    if (plan_.batches[index].atomicity == Atomicity::none) {
      return fmt::format(
          "Revision {} runs outside a transaction: what its statements did before this one stays, "
          "its "
          "version row was not changed.",
          id);
    }
    return fmt::format("Revision {} was rolled back.", id);
  }

  static std::string counted(std::size_t revisions) {
    return fmt::format("{} revision{}", revisions, revisions == 1 ? "" : "s");
  }
};

}  // namespace

Report execute(Connection& connection, const PreparedPlan& plan, TransactionMode mode,
               const std::stop_token& stop, Observer& observer) {
  return Run(connection, plan, mode, stop, observer).all_steps();
}

}  // namespace migrate
