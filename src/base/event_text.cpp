#include "base/event_text.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/sql_lexer.hpp"

namespace migrate {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

std::string minutes_text(seconds duration) {
  constexpr seconds kHour = std::chrono::hours(1);
  const auto whole = std::chrono::duration_cast<minutes>(duration);
  if (duration >= kHour) return fmt::format("{} h {} min", duration / kHour, whole.count() % 60);
  return fmt::format("{} min {} s", whole.count(), (duration - whole).count());
}

/// As part of a sentence, which ends in a stop of its own.
std::string shown_query(const std::string& query) {
  const std::size_t last = query.find_last_not_of("; \t\r\n");
  return with_passwords_hidden(query, 0, last == std::string::npos ? 0 : last + 1);
}

/// "CREATE INDEX on users: building index: scanning table, 24 of 100 blocks (24 %)".
std::string progress_text(const StatementProgress& progress) {
  const std::string count = progress.total == 0
                                ? ""
                                : fmt::format(", {} of {} {} ({} %)", progress.done, progress.total,
                                              progress.unit, percent_done(progress));
  return fmt::format("{}: {}{}", work_text(progress), progress.phase, count);
}

/// What runs, as the beginning of a sentence.
std::string running_text(const StatementRun& run) {
  const std::string revision = run.revision.empty() ? "" : "Revision " + run.revision;
  if (run.where.line != 0) {
    return fmt::format("{}{} statement at {}:{}", revision, revision.empty() ? "The" : ": the",
                       run.where.file, run.where.line);
  }
  if (revision.empty()) return "The statement that runs";
  return run.where.file.empty() ? revision : fmt::format("{} ({})", revision, run.where.file);
}

}  // namespace

std::string running_time_text(std::chrono::milliseconds duration) {
  const auto whole = std::chrono::floor<seconds>(duration);
  return whole < minutes(2) ? fmt::format("{} s", whole.count()) : minutes_text(whole);
}

std::string work_text(const StatementProgress& progress) {
  return progress.table.empty() ? progress.command : progress.command + " on " + progress.table;
}

unsigned percent_done(const StatementProgress& progress) noexcept {
  constexpr double kAll = 100;
  return static_cast<unsigned>(kAll * static_cast<double>(std::min(progress.done, progress.total)) /
                               static_cast<double>(progress.total));
}

std::string duration_text(std::chrono::microseconds duration) {
  const double milliseconds = static_cast<double>(duration.count()) / 1000.0;
  if (duration >= minutes(2)) return minutes_text(std::chrono::duration_cast<seconds>(duration));
  if (milliseconds >= 1000.0) return fmt::format("{:.1f} s", milliseconds / 1000.0);
  return milliseconds >= 10.0 ? fmt::format("{:.0f} ms", milliseconds)
                              : fmt::format("{:.1f} ms", milliseconds);
}

std::string holder_text(const LockHolder& holder) {
  std::vector<std::string> parts;
  const std::string host = holder.host.empty() ? "" : " on " + holder.host;
  if (!holder.process.empty()) parts.push_back("pid " + holder.process + host);
  if (!holder.user.empty()) parts.push_back("user " + holder.user);
  if (!holder.since.empty()) parts.push_back("since " + holder.since + " UTC");
  return parts.empty() ? "one that has not said its name"
                       : fmt::format("{}", fmt::join(parts, ", "));
}

std::string blocker_text(const Blocker& blocker) {
  std::vector<std::string> parts;
  if (!blocker.user.empty()) parts.push_back("user " + blocker.user);
  if (!blocker.application.empty()) parts.push_back(blocker.application);
  if (!blocker.state.empty()) {
    parts.push_back(fmt::format("{} for {}", blocker.state, duration_text(blocker.since)));
  }
  std::string text = "pid " + blocker.process;
  if (!parts.empty()) text += fmt::format(" ({})", fmt::join(parts, ", "));
  return blocker.query.empty() ? text : text + ": " + shown_query(blocker.query);
}

std::string blockers_text(const std::vector<Blocker>& blockers) {
  std::vector<std::string> texts;
  for (const Blocker& blocker : blockers) texts.push_back(blocker_text(blocker));
  return fmt::format("{}", fmt::join(texts, "; "));
}

std::string event_text(const LockWait& wait) {
  const std::string waited =
      fmt::format("waited {} of {}", duration_text(wait.waited), duration_text(wait.limit));
  if (!wait.holder) {
    return fmt::format("Another instance is migrating this database: {}.", waited);
  }
  if (!wait.holder->orphan.empty()) {
    return fmt::format(
        "An instance that has died left a statement running in the server (pid {}: {}): {}.",
        wait.holder->process, shown_query(wait.holder->orphan), waited);
  }
  return fmt::format("Another instance ({}) is migrating this database: {}.",
                     holder_text(*wait.holder), waited);
}

std::string event_text(const StatementWait& wait) {
  return fmt::format("Waiting for {} behind {}", duration_text(wait.waited),
                     blockers_text(wait.blockers));
}

std::string event_text(const StatementRun& run) {
  return fmt::format("{} has run for {}.{}", running_text(run), running_time_text(run.elapsed),
                     run.progress ? " " + progress_text(*run.progress) + "." : "");
}

std::string event_text(const Retry& retry) {
  const std::string whole = retry.revision.empty() ? "The run" : "Revision " + retry.revision;
  const std::string what = retry.statement == 0 ? whole
                                                : fmt::format("Statement {} of revision {}",
                                                              retry.statement, retry.revision);
  const std::string blocked =
      retry.blockers.empty() ? "" : fmt::format(" Blocked by {}.", blockers_text(retry.blockers));
  return fmt::format("{} was rolled back: {}.{} Try {} of {} in {}.", what, retry.reason, blocked,
                     retry.attempt, retry.limit, duration_text(retry.pause));
}

std::string event_text(const Resume& resume) {
  const std::string found = resume.found.empty() ? "" : " " + resume.found;
  if (resume.statement > resume.statements) {
    return fmt::format("Revision {} has only its version row left to change, {}:{}.{}",
                       resume.revision, resume.where.file, resume.where.line, found);
  }
  return fmt::format("Revision {} goes on at statement {} of {}, {}:{}.{}", resume.revision,
                     resume.statement, resume.statements, resume.where.file, resume.where.line,
                     found);
}

}  // namespace migrate
