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

/// Whether the section was only taken up, so that its journal stands as it stood.
bool is_before_statements(StatementStage stage) {
  return stage == StatementStage::taken_up || stage == StatementStage::clearing;
}

/// What is found out about one failed run, and the words for it.
class Aftermath {
 public:
  Aftermath(Error error, FailedRun run, Database& database, Connection& connection,
            const std::stop_token& stop)
      : error_(std::move(error)),
        run_(std::move(run)),
        planned_(batches().step(step())),
        witness_(database, connection, stop),
        was_lost_(connection.is_lost()) {}

  PartialFailure explained() {
    const bool known = find_out();
    if (known) keep_in_history();
    const std::string note = known ? fmt::format("{} The database is at {}.", what_became(),
                                                 rows_text(run_.report.after))
                                   : not_known();
    Error explained = error_.with_note(note);
    if (known && was_lost_ && !is_undecided_)
      explained = explained.with_hint("run the same command again");
    return {explained, run_.report};
  }

 private:
  using Reached = FailedRun::Reached;

  Error error_;
  FailedRun run_;
  Step planned_;  // the step that failed; the last one when that was the commit of all
  Witness witness_;
  bool was_lost_;
  bool was_moved_ = false;  // the rows are others than before the step
  bool is_in_ = false;      // the step, or with one transaction the run, is committed
  std::optional<HistoryRow> journal_;
  bool is_undecided_ = false;  // nobody can tell what the failed statement has done

  [[nodiscard]] bool whole() const { return run_.mode == TransactionMode::run; }
  [[nodiscard]] const PlannedBatches& batches() const { return run_.plan.batches; }
  [[nodiscard]] std::size_t step() const { return std::min(run_.step, batches().size() - 1); }
  [[nodiscard]] const Step& planned() const { return planned_; }
  [[nodiscard]] const HistoryWrite& step_row() const { return *run_.batch->history; }

  /// The rows that the database has once the step, or the whole run, is committed.
  [[nodiscard]] std::vector<RevisionId> rows_after() const {
    return whole() ? run_.plan.after : changed_rows(run_.report.after, batches().rows(step()));
  }

  /// Only the database knows what a lost connection committed. False when it does not answer.
  bool find_out() {
    if (run_.reached == Reached::done) is_in_ = !whole();
    const bool stopped = error_.fault() == Fault::cancelled;
    if (stopped && run_.reached != Reached::sent && !whole()) return true;
    if (whole()) run_.report.after = run_.report.before;
    const std::vector<RevisionId> expected = rows_after();
    auto rows = witness_.rows(batches().versions());
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
    if (is_in_ && run_.reached == Reached::sent && run_.step < batches().size()) {
      run_.report.done.push_back(planned());
    }
  }

  /// Best effort: the report must not suffer from it.
  void keep_in_history() {
    if (is_in_ || run_.reached != Reached::sent || !run_.batch->history) return;
    const Connection* const connection = witness_.connection();
    if (connection == nullptr || !connection->is_resumable()) return;  // a script keeps no failure
    try {
      const HistoryTable history(*witness_.connection(), step_row().table);
      if (run_.statement && run_.statement->journal) {
        mark_journal(history, *run_.statement->journal);
      } else {
        HistoryEntry entry = std::get<HistoryEntry>(step_row().what);
        entry.result = HistoryResult::failed;
        entry.error = stored_text(error_);
        entry.elapsed = run_.elapsed;
        history.write({step_row().table, std::move(entry)});
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
      const JournalMark mark = marked(begun.row, *run_.statement);
      if (!is_before_statements(run_.statement->stage)) {
        history.write({step_row().table, mark});
        journal_->statements_done = mark.statements_done;
      }
      is_undecided_ = nobody_can_tell();
    }
  }

  /// The journal's row, with the error. Of a statement that is not begun the row may say that it
  /// runs, and of the one before it that it still does.
  [[nodiscard]] JournalMark marked(const HistoryRow& row, const FailedStatement& failed) const {
    JournalMark mark{row.id,
                     row.statements_done,
                     row.statement_running,
                     HistoryResult::running,
                     stored_text(error_),
                     row.statements_done};
    if (failed.stage != StatementStage::waiting) return mark;
    if (!row.error.empty()) mark.error = row.error;  // the one that says why it stands there
    const std::size_t done = failed.number - 1;
    if (done == row.statements_done + 1) mark.statements_done = done;
    const bool is_ours = run_.holds_lock && done == row.statements_done;
    if (is_ours || mark.statements_done > row.statements_done) mark.running.reset();
    return mark;
  }

  /// Whether it takes a person to find out what the statement has done.
  [[nodiscard]] bool nobody_can_tell() const {
    const FailedStatement& failed = *run_.statement;
    if (failed.stage != StatementStage::begun || !failed.alone) return false;
    return witness_.connection()->effect_of(*failed.alone).state == Effect::State::unknown;
  }

  [[nodiscard]] std::string what_became() const {
    if (planned().direction == Direction::stamp) {
      return is_in_ ? "The rows were set." : "No row was changed.";
    }
    const std::string lost = was_lost_ ? " before the connection was lost" : "";
    if (whole() && run_.step == 0 && run_.reached == Reached::not_started) {
      return fmt::format("Nothing of the run of {} was started.",
                         counted(batches().size(), "revision"));
    }
    if (whole()) {
      return fmt::format("The whole run of {} was {}.", counted(batches().size(), "revision"),
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
    const std::string& id = planned().revision;
    if (is_before_statements(failed.stage)) {
      return fmt::format("Revision {} is half done as before: nothing more of it was run{}.", id,
                         failed.stage == StatementStage::clearing
                             ? ", but what the try before left is cleared up, in part or whole"
                             : "");
    }
    return fmt::format(
        "Revision {} runs outside a transaction: {}; {}.", id,
        failed.number > failed.statements ? all_but_the_row(failed) : up_to_the_statement(failed),
        is_undecided_ ? how_to_decide() : how_it_goes_on());
  }

  [[nodiscard]] static std::string all_but_the_row(const FailedStatement& failed) {
    const std::string row = "its version row was not changed";
    if (failed.statements == 0) return row;
    return fmt::format("its {} {}, {}", counted(failed.statements, "statement"),
                       failed.statements == 1 ? "has run and stays" : "have run and stay", row);
  }

  [[nodiscard]] std::string up_to_the_statement(const FailedStatement& failed) const {
    std::string text =
        fmt::format("statement {} of {} ({}:{}) {}", failed.number, failed.statements,
                    failed.where.file, failed.where.line, end_of(failed));
    if (journal_ && journal_->statements_done >= failed.number) {
      return text + ", but it was committed";
    }
    const std::size_t before = failed.number - 1;
    if (before == 0) return text;
    return text + fmt::format("; the {} before it {}", before,
                              before == 1 ? "has run and stays" : "have run and stay");
  }

  /// What became of the statement: "failed".
  [[nodiscard]] std::string_view end_of(const FailedStatement& failed) const {
    if (failed.stage == StatementStage::waiting) return "was not begun";
    if (error_.fault() == Fault::cancelled) return "was stopped";
    return was_lost_ ? "was cut off" : "failed";
  }

  [[nodiscard]] std::string how_it_goes_on() const {
    return journal_ ? fmt::format("the next `migrate {}` goes on from there", command())
                    : "no journal is kept, so the next try runs all of it again";
  }

  [[nodiscard]] std::string how_to_decide() const {
    const std::string& id = planned().revision;
    return fmt::format(
        "nobody can tell how much of it is done: look, then say so with `migrate repair --done {}` "
        "(the next `migrate {}` goes on behind it) or `migrate repair --retry {}` (it runs it "
        "again)",
        id, command(), id);
  }

  [[nodiscard]] std::string_view command() const {
    return planned().direction == Direction::upgrade ? "upgrade" : "downgrade";
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
