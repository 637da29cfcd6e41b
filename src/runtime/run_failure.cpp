#include "runtime/run_failure.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/counted_text.hpp"
#include "base/error_text.hpp"
#include "base/sql_lexer.hpp"
#include "base/step_text.hpp"
#include "base/utf8.hpp"
#include "runtime/history_table.hpp"
#include "runtime/witness.hpp"

namespace migrate {
namespace {

constexpr std::size_t kLongestError = 4000;  // characters
constexpr std::string_view kHeading = "error: ";

/// The error as the history keeps it.
std::string stored_text(const Error& error) {
  std::string text = error_text(error).substr(kHeading.size());
  text = with_passwords_hidden(text, 0, text.size());
  text.resize(byte_offset_of_character(text, kLongestError));
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

/// What is found out about one failed run, and the words for it.
class Aftermath {
 public:
  Aftermath(Error error, FailedRun run, Database& database, Connection& connection,
            const std::stop_token& stop)
      : error_(std::move(error)),
        run_(std::move(run)),
        witness_(database, connection, stop),
        was_lost_(connection.is_lost()) {}

  PartialFailure explained() {
    const bool known = find_out();
    if (known) keep_in_history();
    const std::string note = known ? fmt::format("{} The database is at {}.", what_became(),
                                                 rows_text(run_.report.after))
                                   : not_known();
    Error explained = error_.with_note(note);
    if (known && was_lost_) explained = explained.with_hint("run the same command again");
    return {explained, run_.report};
  }

 private:
  using Reached = FailedRun::Reached;

  Error error_;
  FailedRun run_;
  Witness witness_;
  bool was_lost_;
  bool was_moved_ = false;  // the rows are others than before the step
  bool is_in_ = false;      // the step, or with one transaction the run, is committed
  std::optional<HistoryRow> journal_;

  [[nodiscard]] bool whole() const { return run_.mode == TransactionMode::run; }
  [[nodiscard]] std::size_t step() const { return std::min(run_.step, run_.plan.steps.size() - 1); }
  [[nodiscard]] const Batch& batch() const { return run_.plan.batches[step()]; }
  [[nodiscard]] const Step& planned() const { return run_.plan.steps[step()]; }

  /// The rows that the database has once the step, or the whole run, is committed.
  [[nodiscard]] std::vector<RevisionId> rows_after() const {
    return whole() ? run_.plan.after : changed_rows(run_.report.after, batch().rows);
  }

  /// Only the database knows what a lost connection committed. False when it does not answer.
  bool find_out() {
    if (run_.reached == Reached::done) is_in_ = !whole();
    const bool stopped = error_.fault() == Fault::cancelled;
    if (stopped && run_.reached != Reached::sent && !whole()) return true;
    if (whole()) run_.report.after = run_.report.before;
    const std::vector<RevisionId> expected = rows_after();
    auto rows = witness_.rows(batch().table);
    if (!rows) {
      if (whole()) run_.report.done.clear();
      return false;
    }
    was_moved_ = *rows != run_.report.after;
    if (run_.reached == Reached::sent && was_moved_) is_in_ = may_be_in() && *rows == expected;
    run_.report.after = std::move(*rows);
    settle_done_steps();
    return true;
  }

  /// The database's own error, on a connection that is up, means that nothing of ours is in.
  [[nodiscard]] bool may_be_in() const { return was_lost_ || error_.fault() != Fault::database; }

  void settle_done_steps() {
    if (whole() && !is_in_) run_.report.done.clear();
    if (is_in_ && run_.reached == Reached::sent && run_.step < run_.plan.steps.size()) {
      run_.report.done.push_back(planned());
    }
  }

  /// Best effort: the report must not suffer from it.
  void keep_in_history() {
    if (!batch().history || is_in_ || run_.reached != Reached::sent) return;
    const Connection* const connection = witness_.connection();
    if (connection == nullptr || !connection->is_resumable()) return;  // a script keeps no failure
    try {
      const HistoryTable history(*witness_.connection(), batch().history->table);
      if (run_.statement && run_.statement->journal) {
        mark_journal(history, *run_.statement->journal);
      } else {
        HistoryEntry entry = std::get<HistoryEntry>(batch().history->what);
        entry.result = HistoryResult::failed;
        entry.error = stored_text(error_);
        entry.elapsed = run_.elapsed;
        history.write({batch().history->table, std::move(entry)});
      }
    } catch (const Error&) {
      // What failed first is the one to report.
    }
  }

  /// The row stays as the statements left it, so that the next run can go on from there.
  void mark_journal(const HistoryTable& history, std::int64_t id) {
    for (const StoredRevision& begun : history.unfinished()) {
      if (begun.row.id != id) continue;
      journal_ = begun.row;
      history.write(
          {batch().history->table,
           JournalMark{id, begun.row.statements_done, begun.row.statement_running,
                       HistoryResult::running, stored_text(error_), begun.row.statements_done}});
    }
  }

  [[nodiscard]] std::string what_became() const {
    if (planned().direction == Direction::stamp) {
      return is_in_ ? "The rows were set." : "No row was changed.";
    }
    const std::string lost = was_lost_ ? " before the connection was lost" : "";
    if (whole()) {
      return fmt::format("The whole run of {} was {}.", counted(run_.plan.steps.size(), "revision"),
                         is_in_ ? "committed" + lost : "rolled back");
    }
    const std::string& id = planned().revision;
    if (is_in_ && was_lost_) return fmt::format("Revision {} was committed{}.", id, lost);
    if (is_in_) {
      const bool up = planned().direction == Direction::upgrade;
      return fmt::format("Revision {} is {}.", id, up ? "in" : "out");
    }
    if (run_.reached == Reached::not_started) {
      return fmt::format("Revision {} was not started.", id);
    }
    if (run_.statement) return what_stays(*run_.statement);
    return fmt::format("Revision {} was rolled back{}.", id,
                       was_moved_ ? ", and others have moved the database meanwhile" : "");
  }

  /// Of a section outside a transaction.
  [[nodiscard]] std::string what_stays(const FailedStatement& failed) const {
    const std::size_t done = journal_ ? journal_->statements_done : failed.number - 1;
    const std::string verb = error_.fault() == Fault::cancelled ? "was stopped"
                             : was_lost_                        ? "was cut off"
                                                                : "failed";
    std::string text = fmt::format("Revision {} runs outside a transaction: ", planned().revision);
    if (failed.number > failed.statements) {
      text += fmt::format("its {} have run and stay, its version row was not changed",
                          counted(failed.statements, "statement"));
    } else {
      text += fmt::format("statement {} of {} ({}:{}) {}", failed.number, failed.statements,
                          failed.where.file, failed.where.line, verb);
      text += done >= failed.number ? ", but it was committed"
                                    : fmt::format("; the {} before it {} and {}", failed.number - 1,
                                                  failed.number == 2 ? "has run" : "have run",
                                                  failed.number == 2 ? "stays" : "stay");
    }
    return text + (journal_ ? fmt::format("; the next `migrate {}` goes on from there.",
                                          planned().direction == Direction::upgrade ? "upgrade"
                                                                                    : "downgrade")
                            : "; no journal is kept, so the next try runs all of them again.");
  }

  [[nodiscard]] std::string not_known() const {
    const std::string what = whole() ? "the run" : "revision " + planned().revision;
    return fmt::format(
        "The database could not be asked whether {} was committed ({}): see `migrate current`. "
        "Before it, the database was at {}.",
        what, witness_.why(), rows_text(run_.report.after));
  }
};

}  // namespace

PartialFailure explain(const Error& error, FailedRun run, Database& database,
                       Connection& connection, const std::stop_token& stop) {
  return Aftermath(error, std::move(run), database, connection, stop).explained();
}

}  // namespace migrate
