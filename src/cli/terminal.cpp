#include "cli/terminal.hpp"

#include <ostream>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/step_text.hpp"

namespace migrate {
namespace {

std::string duration_text(std::chrono::microseconds elapsed) {
  const double milliseconds = static_cast<double>(elapsed.count()) / 1000.0;
  if (milliseconds >= 1000.0) return fmt::format("{:.1f} s", milliseconds / 1000.0);
  return milliseconds >= 10.0 ? fmt::format("{:.0f} ms", milliseconds)
                              : fmt::format("{:.1f} ms", milliseconds);
}

std::string rows_text(const std::vector<std::string>& rows) {
  return rows.empty() ? std::string("base") : fmt::format("{}", fmt::join(rows, ", "));
}

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

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

void Terminal::waiting_for_lock(std::chrono::milliseconds waited, std::chrono::milliseconds limit) {
  say(fmt::format("Another instance is migrating this database: waited {} of {}.",
                  duration_text(waited), duration_text(limit)));
}

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
    data_ << "\n";
  }
  data_ << status.next << "\n";
}

void Terminal::checked(const Checked& checked) {
  data_ << fmt::format("{}, {}: all is sound.\n", counted(checked.revisions, "revision"),
                       counted(checked.heads.size(), "head"));
}

void Terminal::written(const Written& written) {
  const bool is_data = written.what == "revision" || written.what == "merge";
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

void Terminal::failed(const Error& error, int /*exit_code*/) {
  data_.flush();
  messages_ << error_text(error, colours_) << std::flush;
}

}  // namespace migrate
