#pragma once

#include <iosfwd>
#include <optional>
#include <stop_token>
#include <string>

#include "base/error_text.hpp"
#include "cli/progress_bar.hpp"
#include "cli/statement_reports.hpp"
#include "command/output.hpp"

namespace migrate {

/// How much is said on stderr besides errors.
enum class Verbosity { quiet, normal, verbose };

/// What every form of output can do besides showing results.
class FinalOutput : public Output {
 public:
  /// Shows the error that ended the command, and gives the program its exit code.
  virtual void failed(const Error& error, int exit_code) = 0;
  /// Called last when nothing failed.
  virtual void finished() = 0;
  /// Gives the token that is set once the program is to end.
  virtual void ends_with(std::stop_token /*stop*/) {}
};

/// Makes sentences: results to `data`, all else to `messages`.
class Terminal : public FinalOutput {
 public:
  Terminal(std::ostream& data, std::ostream& messages, Verbosity verbosity, ErrorColours colours,
           ProgressSettings progress = {});

  void plan_made(std::span<const Step> steps) override;
  void step_started(const Step& step) override;
  void step_done(const Step& step) override;
  void waiting_for_lock(const LockWait& wait) override;
  void statement_waits(const StatementWait& wait) override;
  void statement_runs(const StatementRun& run) override;
  void retrying(const Retry& retry) override;
  void resuming(const Resume& resume) override;
  void notice(std::string_view text) override;

  void listing(const Listing& listing) override;
  void report(const Report& report) override;
  void status(const Status& status) override;
  void checked(const Checked& checked) override;
  void written(const Written& written) override;
  void templates(std::span<const TemplateView> templates) override;
  void tables_made(const MadeTables& made) override;
  void lock_state(const LockState& state) override;
  void database_is_up(const std::string& database, std::chrono::milliseconds waited) override;
  void examined(const Examination& found) override;
  void log(const HistoryLog& log) override;
  void verified(const Verification& found) override;
  void repaired(std::span<const Repaired> repaired, const std::string& database) override;
  void stored_steps(std::span<const StoredStep> steps) override;
  std::ostream& script() override { return data_; }

  void failed(const Error& error, int exit_code) override;
  void finished() override { end_progress(); }
  void ends_with(std::stop_token stop) override;

 private:
  std::ostream& data_;
  std::ostream& messages_;
  Verbosity verbosity_;
  ErrorColours colours_;
  std::optional<ProgressBar> bar_;  // nothing for ProgressStyle::lines
  StatementReports reports_;

  void say(const std::string& line);
  void write(const std::string& text);
  /// Everything but scripts goes to `data` through here.
  void show(std::string_view text);
  void end_progress();
};

/// The terminal sequences for errors.
[[nodiscard]] ErrorColours error_colours() noexcept;

}  // namespace migrate
