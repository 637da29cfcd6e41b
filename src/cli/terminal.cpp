#include "cli/terminal.hpp"

#include <ostream>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/counted_text.hpp"
#include "base/event_text.hpp"
#include "base/step_text.hpp"
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
                   ErrorColours colours)
    : data_(data), messages_(messages), verbosity_(verbosity), colours_(colours) {}

void Terminal::say(const std::string& line) {
  if (verbosity_ != Verbosity::quiet) messages_ << line << "\n" << std::flush;
}

void Terminal::plan_made(std::span<const Step> steps) {
  if (verbosity_ == Verbosity::verbose) say("The plan has " + counted(steps.size(), "step") + ".");
}

void Terminal::step_started(const Step& step) { say(step_text(step)); }

void Terminal::step_done(const Step& step) {
  if (verbosity_ == Verbosity::verbose) say("  done in " + duration_text(step.elapsed));
}

void Terminal::waiting_for_lock(const LockWait& wait) { say(event_text(wait)); }

void Terminal::statement_waits(const StatementWait& wait) { say("  " + event_text(wait)); }

void Terminal::retrying(const Retry& retry) { say(event_text(retry)); }

void Terminal::resuming(const Resume& resume) { say(event_text(resume)); }

void Terminal::notice(std::string_view text) { say(std::string(text)); }

void Terminal::listing(const Listing& listing) {
  for (std::size_t i = 0; i < listing.size() && data_; ++i) data_ << listing.text(i);
}

void Terminal::report(const Report& report) {
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
    data_ << state_word(line.state) << "  " << line.id;
    if (!line.message.empty()) data_ << "  " << line.message;
    if (!line.applied.empty()) data_ << "; applied " << line.applied;
    data_ << "\n";
  }
  data_ << status.next << "\n";
}

void Terminal::checked(const Checked& checked) {
  data_ << fmt::format("{}, {}: all is sound.\n", counted(checked.revisions, "revision"),
                       counted(checked.heads.size(), "head"));
}

void Terminal::written(const Written& written) {
  const bool is_data =
      written.what == "revision" || written.what == "merge" || written.what == "recovered";
  for (const std::filesystem::path& path : written.paths) {
    if (is_data) {
      data_ << path.string() << "\n";
    } else {
      say(fmt::format("Wrote {}", path.string()));
    }
  }
  if (!written.next.empty()) say(written.next);
}

void Terminal::templates(std::span<const TemplateView> templates) {
  for (const TemplateView& known : templates) {
    data_ << known.name << " - " << known.description << "\n";
  }
}

void Terminal::version_table(const std::string& table, bool created, const std::string& database) {
  say(fmt::format("{} the version table {} ({}).", created ? "Made" : "Nothing to do: there is",
                  table, database));
}

void Terminal::log(const HistoryLog& log) {
  data_ << log_text(log);
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
  if (log.has_more) say("There are older steps: `--limit N` shows N, `--limit 0` all.");
}

void Terminal::verified(const Verification& found) {
  data_ << verification_text(
      found, verbosity_ == Verbosity::verbose ? Diffs::of_all : Diffs::of_real_changes);
}

void Terminal::repaired(std::span<const Repaired> repaired, const std::string& database) {
  for (const Repaired& one : repaired) {
    say(fmt::format("{} ({}).", one.what, database));
    if (!one.next.empty()) say(one.next);
  }
}

void Terminal::stored_steps(std::span<const StoredStep> steps) {
  data_ << stored_steps_text(steps) << std::flush;
}

void Terminal::lock_state(const LockState& state) {
  if (!state.holder) {
    data_ << fmt::format("free: nobody is migrating {} ({})\n", state.table, state.database);
  } else if (!state.holder->orphan.empty()) {
    data_ << fmt::format(
        "orphaned: {}: of an instance that has died the server still runs: {} ({})\n",
        holder_text(*state.holder), state.holder->orphan, state.database);
  } else {
    data_ << fmt::format("held: {} ({})\n", holder_text(*state.holder), state.database);
  }
}

void Terminal::examined(const Examination& found) {
  for (const Finding& finding : found.findings) {
    data_ << fmt::format("{:<4}  {:<13}  {}\n", grade_word(finding.grade), finding.subject,
                         finding.text);
    if (!finding.hint.empty()) data_ << "      hint: " << finding.hint << "\n";
  }
}

void Terminal::database_is_up(const std::string& database, std::chrono::milliseconds waited) {
  say(fmt::format("The database answers ({}), after {}.", database, duration_text(waited)));
}

void Terminal::failed(const Error& error, int /*exit_code*/) {
  data_.flush();
  messages_ << error_text(error, colours_) << std::flush;
}

}  // namespace migrate
