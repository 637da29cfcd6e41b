#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "command/output.hpp"

namespace migrate {

/// Keeps all that a command shows.
class RecordedOutput : public Output {
 public:
  void step_started(const Step& step) override { steps_started.push_back(step.revision); }

  void listing(const Listing& listing) override {
    for (std::size_t i = 0; i < listing.size(); ++i) {
      entries.push_back(listing.text(i));
      views.push_back(listing.view(i));
    }
  }
  void report(const Report& report) override { reports.push_back(report); }
  void status(const Status& status) override { statuses.push_back(status); }
  void checked(const Checked& checked) override { checks.push_back(checked); }
  void written(const Written& written) override { files.push_back(written); }
  void templates(std::span<const TemplateView> known) override {
    template_views.assign(known.begin(), known.end());
  }
  void tables_made(const MadeTables& made) override {
    const auto add = [&](const std::string& table, bool is_new) {
      made_tables.push_back(table + (is_new ? " made" : " found"));
    };
    add(made.version_table, made.version_table_made);
    add(made.history_table, made.history_table_made);
  }
  void lock_state(const LockState& state) override { locks.push_back(state); }
  void database_is_up(const std::string& database, std::chrono::milliseconds) override {
    up.push_back(database);
  }
  void examined(const Examination& found) override { examinations.push_back(found); }
  void log(const HistoryLog& log) override { logs.push_back(log); }
  void verified(const Verification& found) override { verifications.push_back(found); }
  void repaired(std::span<const Repaired> done, const std::string&) override {
    repairs.insert(repairs.end(), done.begin(), done.end());
  }
  void stored_steps(std::span<const StoredStep> shown) override {
    stored.assign(shown.begin(), shown.end());
  }
  std::ostream& script() override { return script_; }

  [[nodiscard]] std::string script_text() const { return script_.str(); }

  std::vector<std::string> steps_started;
  std::vector<std::string> entries;  ///< of listings, as text
  std::vector<RevisionView> views;   ///< of listings, as data
  std::vector<Report> reports;
  std::vector<Status> statuses;
  std::vector<Checked> checks;
  std::vector<Written> files;
  std::vector<TemplateView> template_views;
  std::vector<std::string> made_tables;  ///< "migrate_version made"
  std::vector<HistoryLog> logs;
  std::vector<Verification> verifications;
  std::vector<Repaired> repairs;
  std::vector<LockState> locks;
  std::vector<Examination> examinations;
  std::vector<std::string> up;
  std::vector<StoredStep> stored;

 private:
  std::ostringstream script_;
};

}  // namespace migrate
