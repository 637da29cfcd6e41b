#include "cli/terminal.hpp"

#include <ostream>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/counted_text.hpp"
#include "base/event_text.hpp"
#include "base/step_text.hpp"
#include "base/visible_text.hpp"
#include "cli/log_text.hpp"

namespace migrate {
namespace {

/// "Upgraded 3 revisions", or what else was done.
std::string done_text(const Report& report) {
  switch (report.done.front().direction) {
    case Direction::upgrade:
      return "Upgraded " + counted(report.done.size(), "revision");
    case Direction::downgrade:
      return "Downgraded " + counted(report.done.size(), "revision");
    case Direction::stamp:
      return "Stamped";
  }
  return {};
}

std::string_view state_word(Status::Line::State state) {
  switch (state) {
    case Status::Line::State::applied:
      return "applied";
    case Status::Line::State::pending:
      return "pending";
    case Status::Line::State::unknown:
      return "unknown";
  }
  return {};
}

std::string_view grade_word(Finding::Grade grade) {
  switch (grade) {
    case Finding::Grade::ok:
      return "ok";
    case Finding::Grade::warning:
      return "warn";
    case Finding::Grade::failure:
      return "FAIL";
  }
  return {};
}

}  // namespace

ErrorColours error_colours() noexcept { return {"\x1b[1;31m", "\x1b[1;32m", "\x1b[0m"}; }

Terminal::Terminal(std::ostream& data, std::ostream& messages, Verbosity verbosity,
                   ErrorColours colours, ProgressSettings progress)
    : data_(data),
      messages_(messages),
      verbosity_(verbosity),
      colours_(colours),
      reports_(progress.line_every) {
  if (progress.style == ProgressStyle::bar) bar_.emplace(messages, std::move(progress));
}

void Terminal::say(const std::string& line) {
  if (verbosity_ != Verbosity::quiet) write(visible_text(line) + "\n");
}

void Terminal::show(std::string_view text) { data_ << visible_text(text); }

void Terminal::write(const std::string& text) {
  if (bar_) return bar_->write(text);
  messages_ << text << std::flush;
}

void Terminal::end_progress() {
  if (bar_) bar_->end();
}

void Terminal::ends_with(std::stop_token stop) {
  if (bar_) bar_->go_when(std::move(stop));
}

void Terminal::plan_made(std::span<const Step> steps) {
  if (bar_) bar_->begin(steps.size());
  if (verbosity_ == Verbosity::verbose) say("The plan has " + counted(steps.size(), "step") + ".");
}

void Terminal::step_started(const Step& step) {
  say(step_text(step));
  if (bar_) bar_->step_started(step);
}

void Terminal::step_done(const Step& step) {
  if (bar_) bar_->step_done();
  if (verbosity_ == Verbosity::verbose) say("  done in " + duration_text(step.elapsed));
}

void Terminal::waiting_for_lock(const LockWait& wait) { say(event_text(wait)); }

void Terminal::statement_waits(const StatementWait& wait) { say("  " + event_text(wait)); }

void Terminal::statement_runs(const StatementRun& run) {
  if (bar_) return bar_->statement_runs(run);
  if (reports_.is_due(run.elapsed)) say("  " + event_text(run));
}

void Terminal::retrying(const Retry& retry) { say(event_text(retry)); }

void Terminal::resuming(const Resume& resume) { say(event_text(resume)); }

void Terminal::notice(std::string_view text) { say(std::string(text)); }

void Terminal::listing(const Listing& listing) {
  for (std::size_t i = 0; i < listing.size() && data_; ++i) show(listing.text(i));
}

void Terminal::report(const Report& report) {
  end_progress();
  const std::string where = fmt::format("{} ({})", rows_text(report.after), report.database);
  if (report.done.empty()) {
    say("Nothing to do: the database is at " + where + ".");
  } else {
    say(fmt::format("{}: the database is at {}, in {}.", done_text(report), where,
                    duration_text(report.elapsed)));
  }
}

void Terminal::status(const Status& status) {
  for (const Status::Line& line : status.revisions) {
    std::string text = fmt::format("{}  {}", state_word(line.state), line.id);
    if (!line.message.empty()) text += "  " + line.message;
    if (!line.applied.empty()) text += "; applied " + line.applied;
    show(text + "\n");
  }
  show(status.next + "\n");
}

void Terminal::checked(const Checked& checked) {
  show(fmt::format("{}, {}: all is sound.\n", counted(checked.revisions, "revision"),
                   counted(checked.heads.size(), "head")));
}

void Terminal::written(const Written& written) {
  const bool is_data =
      written.what == "revision" || written.what == "merge" || written.what == "recovered";
  for (const std::filesystem::path& path : written.paths) {
    if (is_data) {
      show(path.string() + "\n");
    } else {
      say(fmt::format("Wrote {}", path.string()));
    }
  }
  if (!written.next.empty()) say(written.next);
}

void Terminal::templates(std::span<const TemplateView> templates) {
  for (const TemplateView& known : templates) {
    show(known.name + " - " + known.description + "\n");
  }
}

void Terminal::tables_made(const MadeTables& made) {
  std::vector<std::string> tables;
  if (made.version_table_made) tables.push_back("the version table " + made.version_table);
  if (made.history_table_made) tables.push_back("the history table " + made.history_table);
  const std::string what = tables.empty()
                               ? "Nothing to do: there is the version table " + made.version_table
                               : fmt::format("Made {}", fmt::join(tables, " and "));
  say(fmt::format("{} ({}).", what, made.database));
}

void Terminal::log(const HistoryLog& log) {
  show(log_text(log));
  switch (log.state) {
    case HistoryState::off:
      return say("No history is kept: the setting `history_table` is empty.");
    case HistoryState::missing:
      return say(
          fmt::format("The database has no history table {} yet; the next command that "
                      "writes makes it ({}).",
                      log.table, log.database));
    case HistoryState::kept:
      break;
  }
  if (log.rows.empty()) say(fmt::format("The history {} is empty ({}).", log.table, log.database));
  if (log.has_more) say("There are older steps: `--limit N` shows N, `--all` all.");
}

void Terminal::verified(const Verification& found) {
  show(verification_text(
      found, verbosity_ == Verbosity::verbose ? Diffs::of_all : Diffs::of_real_changes));
}

void Terminal::repaired(std::span<const Repaired> repaired, const std::string& database) {
  for (const Repaired& one : repaired) {
    say(fmt::format("{} ({}).", one.what, database));
    if (!one.next.empty()) say(one.next);
  }
}

void Terminal::stored_steps(std::span<const StoredStep> steps) {
  show(stored_steps_text(steps));
  data_ << std::flush;
}

void Terminal::lock_state(const LockState& state) {
  if (!state.holder) {
    show(fmt::format("free: nobody is migrating {} ({})\n", state.table, state.database));
  } else if (!state.holder->orphan.empty()) {
    show(fmt::format("orphaned: {}: of an instance that has died the server still runs: {} ({})\n",
                     holder_text(*state.holder), state.holder->orphan, state.database));
  } else {
    show(fmt::format("held: {} ({})\n", holder_text(*state.holder), state.database));
  }
}

void Terminal::examined(const Examination& found) {
  for (const Finding& finding : found.findings) {
    show(fmt::format("{:<4}  {:<13}  {}\n", grade_word(finding.grade), finding.subject,
                     finding.text));
    if (!finding.hint.empty()) show("      hint: " + finding.hint + "\n");
  }
}

void Terminal::database_is_up(const std::string& database, std::chrono::milliseconds waited) {
  say(fmt::format("The database answers ({}), after {}.", database, duration_text(waited)));
}

void Terminal::failed(const Error& error, int /*exit_code*/) {
  end_progress();
  data_.flush();
  write(error_text(error, colours_));
}

}  // namespace migrate
