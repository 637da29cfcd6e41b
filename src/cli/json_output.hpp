#pragma once

#include <iosfwd>
#include <memory>

#include "cli/terminal.hpp"

namespace migrate {

/// One JSON document on `data` for the whole command, written at its end; its keys are described in
/// docs/json.md. Waiting and notices go to `messages`, as without --json.
class JsonOutput : public FinalOutput {
 public:
  JsonOutput(std::ostream& data, std::ostream& messages, Verbosity verbosity,
             const ProgressSettings& progress = {});
  ~JsonOutput() override;

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
  void finished() override;

 private:
  struct Document;
  std::ostream& data_;
  Terminal terminal_;
  std::unique_ptr<Document> document_;
};

}  // namespace migrate
