#include "runtime/retry.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/event_text.hpp"
#include "runtime/pause.hpp"

namespace migrate {
namespace {

using std::chrono::milliseconds;

/// What it guards against has to be guarded against at once: nothing more is begun.
Error lock_lost() {
  return Error(Fault::database, "the connection that held the migration lock was lost")
      .with_hint(
          "another instance may migrate now. Run the same command again: it goes on from "
          "where the database is");
}

}  // namespace

ConflictRetry::ConflictRetry(Connection& connection, MigrationLock& lock, const RetryLimits& limits,
                             std::stop_token stop, Observer& observer)
    : connection_(connection),
      lock_(lock),
      limits_(limits),
      stop_(std::move(stop)),
      observer_(observer) {
  connection_.on_wait([this](const StatementRun& run) { look_around(run); });
}

ConflictRetry::~ConflictRetry() { connection_.on_wait({}); }

void ConflictRetry::look_around(const StatementRun& run) {
  OwnersStatement seen = lock_.owners_statement();
  if (!seen.blockers.empty()) {
    blockers_ = std::move(seen.blockers);
    observer_.statement_waits({run.elapsed, blockers_});
  }
  observer_.statement_runs({revision_, run.where, run.elapsed, std::move(seen.progress)});
}

void ConflictRetry::run(const std::string& revision, const std::function<void()>& work,
                        std::size_t statement) {
  const int limit = limits_.retries + 1;
  for (int attempt = 1;; ++attempt) {
    blockers_.clear();
    if (!lock_.is_held()) throw lock_lost();
    try {
      return work();
    } catch (const Error& error) {
      const bool conflict = connection_.dialect().is_conflict(error.code());
      if (!conflict || connection_.is_lost() || stop_.stop_requested()) throw;
      if (attempt >= limit) throw given_up(error, attempt);
      const milliseconds wait = pause_before(attempt);
      observer_.retrying({revision, statement, attempt + 1, limit, wait, error.what(), blockers_});
      pause(wait, stop_);
    }
    if (stop_.stop_requested()) throw Error(Fault::cancelled, "stopped before the next try");
  }
}

void ConflictRetry::throw_if_stopped() const {
  if (stop_.stop_requested()) throw Error(Fault::cancelled, "stopped before the next statement");
}

milliseconds ConflictRetry::pause_before(int attempt) {
  milliseconds wait = limits_.first_pause;
  for (int doubled = 1; doubled < attempt && wait < limits_.longest_pause; ++doubled) wait *= 2;
  wait = std::min(wait, limits_.longest_pause);
  std::uniform_real_distribution<double> spread(0.75, 1.25);
  return milliseconds(
      static_cast<milliseconds::rep>(static_cast<double>(wait.count()) * spread(random_)));
}

Error ConflictRetry::given_up(const Error& error, int attempts) const {
  std::string hint = attempts == 1 ? "" : fmt::format("it was tried {} times. ", attempts);
  if (!blockers_.empty()) hint += "In the way was " + blockers_text(blockers_) + ". ";
  if (!error.hint().empty()) hint += error.hint() + ". ";
  return error.with_hint(hint +
                         "Let the others end first, or wait longer with `lock_timeout` and try "
                         "more often with `lock_retries` in migrate.ini");
}

}  // namespace migrate
