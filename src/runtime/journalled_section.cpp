#include "runtime/journalled_section.hpp"

#include <algorithm>
#include <span>
#include <string_view>

#include <fmt/format.h>

#include "db/version_row_error.hpp"
#include "runtime/half_done.hpp"
#include "runtime/history_table.hpp"
#include "runtime/open_transaction.hpp"

namespace migrate {
namespace {

/// What the earlier run left and what becomes of it, as sentences for people.
std::string finding(const std::string& found, std::string_view consequence) {
  return fmt::format("{}The statement that was running {}.",
                     found.empty() ? "" : "Found: " + found + ". ", consequence);
}

/// `error` is why the statement failed; empty when it was cut off.
Error nobody_knows(const Step& step, const SourceText& statement, std::size_t number,
                   const std::string& error, const std::string& found) {
  const std::string end =
      error.empty() ? "the run before ended while it ran, outside any transaction"
                    : "it failed, outside any transaction: " + error.substr(0, error.find('\n'));
  return statement
      .error_on_line(
          Fault::database, 0,
          fmt::format("it is not known whether statement {} of revision {} is done: {}{}", number,
                      step.revision, end, found.empty() ? "" : " (" + found + ")"))
      .with_hint(fmt::format("look whether it is in effect; then say so: `migrate repair --done "
                             "{}` goes on behind it, `migrate repair --retry {}` runs it again",
                             step.revision, step.revision));
}

/// Of one revision only one run at a time can begin a journal: the table itself sees to that.
Error no_journal(const Error& error, const Step& step) {
  if (error.fault() != Fault::database) return error;
  const Error told(error.fault(), fmt::format("cannot begin the journal of revision {}: {}",
                                              step.revision, error.what()));
  return told.with_code(error.code())
      .with_hint(
          "nothing of it was run. Where another run has begun it (`migrate log` tells), run the "
          "same command again when that has ended");
}

Error done_but_changed(const Step& step, const SourceText& now, const SourceText& then,
                       std::size_t number) {
  return now
      .error_on_line(Fault::revision, 0,
                     fmt::format("revision {} is half done, and statement {} is not the one that "
                                 "has run",
                                 step.revision, number))
      .with_hint(fmt::format("what ran was `{}`. Make the statement what it was, then run the same "
                             "command again; or {}",
                             first_line_of(then), ways_out(step.revision)));
}

/// Throws where the database is not where the step begins: an instance that has lost the lock may
/// have gone on for one revision more. A section in a transaction fails then by its version row;
/// one outside must not begin.
void require_rows(const Batch& batch, const std::vector<std::string>& rows) {
  const std::string& name = batch.table.name;
  for (const std::string& row : batch.rows.removed) {
    if (!std::ranges::binary_search(rows, row)) throw version_row_changed(name, row, "is gone");
  }
  for (const std::string& row : batch.rows.added) {
    if (std::ranges::binary_search(rows, row))
      throw version_row_changed(name, row, "is there already");
  }
}

}  // namespace

JournalledSection::JournalledSection(Connection& connection, ConflictRetry& retry,
                                     Observer& observer, const Step& step, const Batch& batch)
    : connection_(connection),
      retry_(retry),
      observer_(observer),
      step_(step),
      batch_(batch),
      pieces_(pieces_of(connection.dialect(), batch.sql)) {}

void JournalledSection::run(const BegunSection* begun) {
  if (begun != nullptr) {
    take_up(*begun);
  } else if (batch_.history) {
    open_journal();
  }
  while (done_ < pieces_.size()) run_piece(pieces_[done_]);
  finish();
}

bool JournalledSection::is_begun() const noexcept {
  return row_ || done_ > 0 || stage_ != StatementStage::waiting;
}

void JournalledSection::open_journal() {
  HistoryEntry entry = std::get<HistoryEntry>(batch_.history->what);
  entry.result = HistoryResult::running;
  const HistoryTable history(connection_, batch_.history->table);
  try {
    retry_.run(step_.revision, [&] {
      OpenTransaction transaction(connection_);
      // First the row, of which there can be one: who had it before us has changed the rows by now.
      const std::int64_t row = history.write({batch_.history->table, entry});
      require_rows(batch_, connection_.read_versions(batch_.table).ids);
      transaction.commit();
      row_ = row;
    });
  } catch (const Error& error) {
    throw no_journal(error, step_);
  }
}

void JournalledSection::count_as_done() {
  ++done_;
  stage_ = StatementStage::waiting;
}

void JournalledSection::take_up(const BegunSection& begun) {
  stage_ = StatementStage::taken_up;
  row_ = begun.row;
  done_ = begun.statements_done;
  set_session_again();  // how the session looks for names tells what became of a statement
  std::string found;
  if (begun.interrupted && settle(*begun.interrupted, begun.error, found) == Turn::is_done) {
    write_mark(mark(done_ + 1));
    ++done_;
  }
  if (begun.text == JournalText::outdated) row_ = begin_anew(begun);
  stage_ = StatementStage::waiting;
  const SourceText& next = done_ < pieces_.size() ? pieces_[done_].sql : batch_.sql;
  observer_.resuming({step_.revision, done_ + 1, pieces_.size(), next.locate(0), found});
}

/// The file's text is another now: one row tells of each, and both change at once, so that there
/// is one journal at any moment.
std::int64_t JournalledSection::begin_anew(const BegunSection& begun) {
  HistoryEntry entry = std::get<HistoryEntry>(batch_.history->what);
  entry.result = HistoryResult::running;
  const TableName& table = batch_.history->table;
  const HistoryTable history(connection_, table);
  const std::string superseded =
      fmt::format("superseded: the file was changed after statement {}{}{}", begun.statements_done,
                  begun.error.empty() ? "" : "; ", begun.error);
  OpenTransaction transaction(connection_);
  history.write({table, JournalMark{begun.row, begun.statements_done, std::nullopt,
                                    HistoryResult::failed, superseded}});
  const std::int64_t row = history.write({table, entry});
  JournalMark carried = mark(done_);
  carried.row = row;
  carried.done_before = 0;
  history.write({table, carried});
  transaction.commit();
  return row;
}

void JournalledSection::set_session_again() {
  for (const SectionPiece& piece : std::span(pieces_).first(done_)) {
    if (!sets_session(piece.nature)) continue;
    retry_.run(step_.revision, [&] { send(piece.sql, atomicity_of(piece.nature), std::nullopt); });
  }
}

/// Finds out what became of a statement that was cut off or failed, and takes away what is left of
/// it.
JournalledSection::Turn JournalledSection::settle(const SourceText& interrupted,
                                                  const std::string& error, std::string& found) {
  const Effect effect = connection_.effect_of(interrupted);
  if (effect.state == Effect::State::unknown) {
    throw nobody_knows(step_, interrupted, done_ + 1, error, effect.found);
  }
  for (const std::string& cleanup : effect.cleanup) {
    observer_.notice("Clearing up what the try before left: " + cleanup);
    const SourceText sql(cleanup, batch_.sql.file(), interrupted.first_line());
    retry_.run(step_.revision, [&] {
      retry_.throw_if_stopped();
      if (stage_ == StatementStage::taken_up) stage_ = StatementStage::clearing;
      send(sql, Atomicity::none, std::nullopt);
    });
  }
  if (effect.state == Effect::State::present) {
    const SourceText& now = done_ < pieces_.size() ? pieces_[done_].sql : batch_.sql;
    if (!same_statement(connection_.dialect(), interrupted, now)) {
      throw done_but_changed(step_, now, interrupted, done_ + 1);
    }
    found = finding(effect.found, "is done");
    return Turn::is_done;
  }
  found = finding(effect.found, "is run again");
  return Turn::run;
}

/// What is only to be stopped must not count as begun: nothing of it was sent.
void JournalledSection::begin_statement() {
  retry_.throw_if_stopped();
  stage_ = StatementStage::begun;
}

void JournalledSection::run_piece(const SectionPiece& piece) {
  if (stands_alone(piece.nature)) return run_alone(piece);
  const auto once = [&] {
    begin_statement();
    send(piece.sql, atomicity_of(piece.nature),
         row_ ? std::optional(mark(done_ + 1)) : std::nullopt);
  };
  retry_.run(step_.revision, once, done_ + 1);
  count_as_done();
}

void JournalledSection::run_alone(const SectionPiece& piece) {
  if (row_) {
    JournalMark begun = mark(done_);
    begun.running = done_ + 1;
    write_mark(begun);
  }
  std::optional<Error> failed;  // the last try
  bool is_over = false;
  const auto once = [&] {
    std::string found;
    if (failed && settle(piece.sql, failed->what(), found) == Turn::is_done) return;
    if (!found.empty()) observer_.notice(found);
    begin_statement();
    try {
      send(piece.sql, Atomicity::none, std::nullopt);
    } catch (const Error& error) {
      failed = error;
      is_over = is_undecided(piece, error);
      if (!is_over) throw;
    }
  };
  retry_.run(step_.revision, once, done_ + 1);
  if (is_over) throw *failed;
  std::optional<JournalMark> over;
  if (row_) over = mark(done_ + 1);
  count_as_done();
  if (over) write_mark(*over);
}

/// A failure of which nobody can tell what it left must not be tried again, whoever was in the way.
bool JournalledSection::is_undecided(const SectionPiece& piece, const Error& error) {
  if (!connection_.dialect().is_conflict(error.code()) || connection_.is_lost()) return false;
  return connection_.effect_of(piece.sql).state == Effect::State::unknown;
}

void JournalledSection::finish() {
  Batch last = batch_;
  last.sql = no_sql();
  last.atomicity = Atomicity::own;
  if (row_)
    last.history->what = JournalMark{*row_, done_, std::nullopt, HistoryResult::done, "", done_};
  retry_.run(step_.revision, [&] {
    begin_statement();
    connection_.run(last);
  });
}

void JournalledSection::send(const SourceText& sql, Atomicity atomicity,
                             const std::optional<JournalMark>& mark) {
  Batch batch;
  batch.title = batch_.title;
  batch.sql = sql;
  batch.table = batch_.table;
  batch.atomicity = atomicity;
  if (mark) batch.history = HistoryWrite{batch_.history->table, *mark};
  connection_.run(batch);
}

void JournalledSection::write_mark(const JournalMark& mark) {
  retry_.run(step_.revision, [&] { send(no_sql(), Atomicity::own, mark); });
}

SourceText JournalledSection::no_sql() const {
  return {{}, batch_.sql.file(), batch_.sql.first_line()};
}

JournalMark JournalledSection::mark(std::size_t done) const {
  return {*row_, done, std::nullopt, HistoryResult::running, "", done_};
}

}  // namespace migrate
