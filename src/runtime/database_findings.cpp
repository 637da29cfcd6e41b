#include "runtime/database_findings.hpp"

#include <memory>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/counted_text.hpp"
#include "runtime/lock_findings.hpp"
#include "runtime/open_history.hpp"
#include "runtime/verification.hpp"

namespace migrate {
namespace {

using Grade = Finding::Grade;

Finding about_versions(const VersionTable& table) {
  const std::string name = shown_name(table.name);
  if (!table.exists) {
    return {Grade::ok,
            "version table",
            fmt::format("{} is not there yet: the next command that writes makes it", name),
            {}};
  }
  return {Grade::ok,
          "version table",
          table.ids.empty() ? fmt::format("{} has no row: the database is at base", name)
                            : fmt::format("{}: {}", name, fmt::join(table.ids, ", ")),
          {}};
}

Finding about_kept_history(Connection& connection, const TableName& table) {
  const std::vector<HistoryRow> last = HistoryTable(connection, table).last(1);
  const std::string name = shown_name(table);
  if (last.empty()) return {Grade::ok, "history table", name + " has no row", {}};
  const HistoryRow& row = last.front();
  return {Grade::ok,
          "history table",
          fmt::format("{}: last {} {}{}, {}", name, row.kind, row.revision,
                      row.result == name_of(HistoryResult::done) ? "" : " (" + row.result + ")",
                      when_and_who(row)),
          {}};
}

Finding about_history(Connection& connection, const TableName& table) {
  if (table.name.empty()) {
    return {Grade::ok,
            "history table",
            "none is kept: `history_table` is empty, so that nothing can be verified, resumed or "
            "recovered",
            {}};
  }
  if (connection.has_history(table)) return about_kept_history(connection, table);
  return {
      Grade::ok,
      "history table",
      fmt::format("{} is not there yet: the next command that writes makes it", shown_name(table)),
      {}};
}

void add_changed_files(const Verification& found, std::vector<Finding>& findings) {
  for (const ChangedFile& file : found.changed) {
    if (!file.incomparable.empty()) {
      findings.push_back({Grade::warning, "revisions", incomparable_text(file), file.incomparable});
    }
    if (!file.is_real()) continue;
    findings.push_back(
        {Grade::failure, "revisions",
         fmt::format("{}: the file of revision {} is not what was applied {}", file.where.file,
                     file.revision, file.when_and_who),
         fmt::format("`migrate verify` shows what is different; restore the file, or take it as "
                     "it is with `migrate repair --accept {}`",
                     file.revision)});
  }
}

std::string what_is_unchanged(const Verification& found) {
  const std::size_t compared = found.unchanged + found.changed.size();
  const std::size_t skipped = found.not_recorded.size();
  if (compared + skipped == 0) return "none is applied";
  if (compared == 0) {
    return fmt::format("{} applied, none of them in the history: nothing could be compared",
                       counted(skipped, "revision"));
  }
  std::string text = fmt::format("{} applied, the file{} as applied", counted(compared, "revision"),
                                 compared == 1 ? " is" : "s are");
  if (skipped > 0) text += fmt::format("; {} more not in the history, so not compared", skipped);
  return text;
}

/// What `migrate verify` finds, in short.
void add_verification(const Verification& found, std::vector<Finding>& findings) {
  const std::size_t before = findings.size();
  for (const Error& error : found.broken) add_failure(findings, "revisions", error);
  add_changed_files(found, findings);
  for (const std::string& remark : found.remarks) {
    findings.push_back({Grade::warning, "revisions", remark, {}});
  }
  if (findings.size() > before) return;
  findings.push_back({Grade::ok, "revisions", what_is_unchanged(found), {}});
}

/// The examination of one database, step by step; each looks at what the ones before left sound.
class DatabaseExamination {
 public:
  DatabaseExamination(const Project& project, Observer& observer, const std::stop_token& stop,
                      std::vector<Finding>& findings)
      : project_(project),
        settings_(project.database_settings(stop)),
        database_(project.database(observer, stop)),
        findings_(findings) {}

  void run(GraphState graph, std::chrono::system_clock::time_point now) {
    if (!tried("connection", [&] { connect(); })) return look_who_holds_all(now);
    if (!tried("version table", [&] { look_at_versions(); })) return look_at_the_rest(now);
    const bool sound = tried("history table", [&] { look_at_history(); });
    tried("lock", [&] { look_at_lock(now); });
    if (graph == GraphState::broken) {
      leave_out("revisions", "not compared: the files are not sound");
    } else if (!sound) {
      leave_out("revisions", "not compared: the history table cannot be read");
    } else if (is_locked_) {
      findings_.push_back({Grade::ok, "revisions", "not compared while an instance migrates", {}});
    } else {
      tried("revisions", [&] { compare(); });
    }
  }

 private:
  const Project& project_;
  SessionSettings settings_;
  std::unique_ptr<Database> database_;
  std::vector<Finding>& findings_;
  std::unique_ptr<Connection> connection_;
  VersionTable versions_;
  bool is_locked_ = false;
  std::string failed_with_;  // the code of the last failure

  /// Does `work`, of which a failure is a finding; false then.
  template <typename Work>
  bool tried(const std::string& subject, Work work) {
    try {
      work();
      return true;
    } catch (const Error& error) {
      add_failure(findings_, subject, error);
      failed_with_ = error.code();
      return false;
    }
  }

  /// What is not looked at is said, not passed over.
  void leave_out(const std::string& subject, const std::string& why) {
    findings_.push_back({Grade::warning, subject, why, {}});
  }

  /// Where another process holds the whole database it may be an instance at work.
  void look_who_holds_all(std::chrono::system_clock::time_point now) {
    if (!is_held_by_others()) return;
    versions_.name = settings_.table;
    tried("lock", [&] { look_at_lock(now); });
  }

  /// What can be seen where the version table cannot be read.
  void look_at_the_rest(std::chrono::system_clock::time_point now) {
    const bool is_held = is_held_by_others();
    versions_.name.schema = settings_.table.schema;
    if (is_held) {
      leave_out("history table", "not looked at: another process holds the database");
      look_who_holds_all(now);
    } else if (connection_->is_lost()) {
      leave_out("history table", "not looked at: the connection was lost");
    } else {
      tried("history table", [&] { look_at_history(); });
    }
    if (!is_held) {
      leave_out("lock", "not looked at: it goes with the version table, which cannot be read");
    }
    leave_out("revisions", "not compared: the version table cannot be read");
  }

  [[nodiscard]] bool is_held_by_others() const {
    return database_->dialect().is_held_by_others(failed_with_);
  }

  void connect() {
    connection_ = database_->connect(OpenMode::read_only);
    std::vector<Finding> found = connection_->examine(settings_.table, settings_.history);
    findings_.insert(findings_.end(), std::make_move_iterator(found.begin()),
                     std::make_move_iterator(found.end()));
  }

  void look_at_versions() {
    versions_ = connection_->read_versions(settings_.table);
    findings_.push_back(about_versions(versions_));
  }

  void look_at_history() {
    findings_.push_back(
        about_history(*connection_, {versions_.name.schema, settings_.history.name}));
  }

  void look_at_lock(std::chrono::system_clock::time_point now) {
    const std::optional<LockHolder> holder = database_->lock(versions_.name)->holder();
    findings_.push_back(about_lock(holder, now));
    is_locked_ = holder.has_value();
  }

  void compare() {
    const OpenHistory history(*database_, OpenMode::read_only, settings_);
    add_verification(verify(history, project_.graph(), project_.source()), findings_);
  }
};

}  // namespace

void add_database_findings(const Project& project, GraphState graph,
                           std::chrono::system_clock::time_point now, Observer& observer,
                           const std::stop_token& stop, std::vector<Finding>& findings) {
  DatabaseExamination(project, observer, stop, findings).run(graph, now);
}

}  // namespace migrate
