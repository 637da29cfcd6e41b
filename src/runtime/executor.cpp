#include "runtime/executor.hpp"

#include <chrono>
#include <optional>
#include <utility>

#include "runtime/batch_feed.hpp"
#include "runtime/history_table.hpp"
#include "runtime/journalled_section.hpp"
#include "runtime/run_failure.hpp"

namespace migrate {
namespace {

using Clock = std::chrono::steady_clock;

std::chrono::microseconds since(Clock::time_point start) {
  return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start);
}

/// One run of a plan: what is done so far, and what is known when it fails.
class Run {
 public:
  Run(const Workplace& workplace, const PreparedPlan& plan, const RunSettings& settings)
      : database_(workplace.database),
        connection_(workplace.connection),
        lock_(workplace.lock),
        observer_(workplace.observer),
        plan_(plan),
        feed_(plan.batches),
        settings_(settings),
        retry_(connection_, lock_, settings.retry, settings.stop, observer_) {
    if (lists_steps()) report_.planned = plan.batches.steps();
    report_.before = plan.before;
  }

  Report all_steps() {
    begin_report();
    try {
      if (settings_.mode == TransactionMode::run) {
        retry_.run(step_.revision, [this] { in_one_transaction(); });
      } else {
        steps();
      }
    } catch (const Error& error) {
      fail(error);
    }
    report_.after = plan_.after;
    report_.elapsed = since(start_);
    return std::move(report_);
  }

 private:
  Database& database_;
  Connection& connection_;
  MigrationLock& lock_;
  Observer& observer_;
  const PreparedPlan& plan_;
  BatchFeed feed_;
  const RunSettings& settings_;
  ConflictRetry retry_;
  Report report_;
  Clock::time_point start_ = Clock::now();

  // The step that runs.
  std::size_t index_ = 0;
  Step step_;
  const Batch* batch_ = nullptr;  // null until it could be made
  Clock::time_point step_start_ = start_;
  FailedRun::Reached reached_ = FailedRun::Reached::not_started;
  std::optional<JournalledSection> section_;

  [[nodiscard]] bool lists_steps() const { return settings_.lists == StepLists::full; }

  void begin_report() {
    report_.done.clear();
    if (lists_steps()) report_.done.reserve(plan_.batches.size());
    report_.after = plan_.before;
    index_ = 0;
    reached_ = FailedRun::Reached::not_started;
  }

  void in_one_transaction() {
    begin_report();
    try {
      connection_.begin();
      if (plan_.stamp == StampMode::purge) connection_.clear_versions(plan_.batches.versions());
      steps();
      connection_.commit();
    } catch (...) {
      connection_.rollback();
      throw;
    }
  }

  void steps() {
    for (; index_ < plan_.batches.size(); ++index_) one_step();
    reached_ = FailedRun::Reached::sent;  // what is left is the commit of all
  }

  void one_step() {
    reached_ = FailedRun::Reached::not_started;
    if (settings_.stop.stop_requested()) {
      throw Error(Fault::cancelled, "stopped before the next revision");
    }
    batch_ = nullptr;
    batch_ = &feed_.at(index_);
    step_ = plan_.batches.step(index_);
    retry_.begin_revision(step_.revision);
    observer_.step_started(step_);
    step_start_ = Clock::now();
    send(*batch_);
    reached_ = FailedRun::Reached::done;
    step_.elapsed = since(step_start_);
    report_.after = changed_rows(std::move(report_.after), batch_->rows);
    if (lists_steps()) report_.done.push_back(step_);
    observer_.step_done(step_);
  }

  void send(const Batch& batch) {
    const auto begun = plan_.begun.find(index_);
    const BegunSection* journal = begun == plan_.begun.end() ? nullptr : &begun->second;
    if (batch.atomicity == Atomicity::none && connection_.is_resumable()) {
      return in_statements(batch, journal);
    }
    const auto whole = [&] {
      reached_ = FailedRun::Reached::sent;
      connection_.run(batch);
    };
    if (journal != nullptr) end_journal(*journal, *batch.history);
    if (settings_.mode == TransactionMode::run) return whole();
    retry_.run(step_.revision, whole);
  }

  void in_statements(const Batch& batch, const BegunSection* journal) {
    section_.emplace(connection_, retry_, observer_, step_, batch);
    try {
      section_->run(journal);
    } catch (...) {
      if (section_->is_begun()) reached_ = FailedRun::Reached::sent;
      throw;
    }
    section_.reset();
  }

  /// The section that the journal was begun for runs in a transaction now, and whole.
  void end_journal(const BegunSection& begun, const HistoryWrite& history) {
    const std::string error =
        "superseded: the file was changed" + (begun.error.empty() ? "" : "; " + begun.error);
    const JournalMark mark{begun.row, 0, std::nullopt, HistoryResult::failed, error};
    const auto write = [&] {
      HistoryTable(connection_, history.table).write({history.table, mark});
    };
    if (settings_.mode == TransactionMode::run) return write();
    retry_.run(step_.revision, write);
  }

  [[noreturn]] void fail(const Error& error) {
    report_.elapsed = since(start_);
    FailedRun run{plan_, settings_.mode, std::move(report_), index_, batch_, reached_};
    run.elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(since(step_start_));
    run.statement = failed_statement();
    run.holds_lock = lock_.is_held();
    throw explain(error, std::move(run), database_, connection_, settings_.stop);
  }

  /// Nothing when no section was run statement by statement, or nothing of it was begun.
  [[nodiscard]] std::optional<FailedStatement> failed_statement() const {
    if (!section_ || reached_ == FailedRun::Reached::not_started) return std::nullopt;
    const auto& pieces = section_->pieces();
    FailedStatement failed;
    failed.number = section_->at() + 1;
    failed.statements = pieces.size();
    failed.stage = section_->stage();
    failed.journal = section_->row();
    if (section_->at() == pieces.size()) return failed;
    const SectionPiece& piece = pieces[section_->at()];
    failed.where = piece.sql.locate(0);
    if (stands_alone(piece.nature)) failed.alone = piece.sql;
    return failed;
  }
};

}  // namespace

Report execute(const Workplace& workplace, const PreparedPlan& plan, const RunSettings& settings) {
  return Run(workplace, plan, settings).all_steps();
}

}  // namespace migrate
