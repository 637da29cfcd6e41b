#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "command/listing.hpp"
#include "migrate/observer.hpp"
#include "migrate/report.hpp"
#include "runtime/examination.hpp"
#include "runtime/history_repair.hpp"
#include "runtime/verification.hpp"

namespace migrate {

/// What `status` says.
struct Status {
  struct Line {
    RevisionId id;
    std::string message;
    enum class State { applied, pending, unknown } state;
    std::string applied = {};  ///< of an unknown row: when and by whom, where the history knows it
  };
  /// An applied revision of which the upgrade section is no longer the one that was applied.
  struct Changed {
    RevisionId id;
    Location where;  ///< of the section
  };
  std::vector<Line> revisions;  ///< unknown rows, then applied, then pending; parents first
  std::vector<RevisionId> current;
  std::vector<RevisionId> heads;
  std::vector<std::string> half_done;  ///< "the upgrade of 3f2a9c81d0b4"
  std::string next;                    ///< one sentence: what `upgrade head` would do
  std::string database;                ///< the URL, redacted
  std::vector<Changed> changed = {};   ///< for which `upgrade` would refuse
};

/// What `check` found: nothing wrong with this much.
struct Checked {
  std::size_t revisions = 0;
  std::vector<RevisionId> heads;
};

/// Files that a command wrote.
struct Written {
  std::string what;  ///< "revision", "merge", "project", "script", "edited", "recovered"
  std::vector<std::filesystem::path> paths;
  RevisionId revision;  ///< of a revision file; else empty
  std::string next;     ///< a sentence: what to do with them; may be empty
};

/// The last steps that the history has.
struct HistoryLog {
  HistoryState state = HistoryState::off;
  std::string table;             ///< for messages
  std::vector<HistoryRow> rows;  ///< newest first; empty unless a history is kept
  bool has_more = false;         ///< older ones, which were not asked for
  std::string database;          ///< the URL, redacted
  bool verbose = false;
};

/// A step that only the database knows the SQL of, before it runs.
struct StoredStep {
  RevisionId revision;
  std::string message;
  std::string file;  ///< as messages name it
  std::string sql;   ///< the section that undoes it
};

/// What `ensure-version` found and made.
struct MadeTables {
  std::string version_table;  ///< with its schema
  bool version_table_made = false;
  std::string history_table;  ///< empty where none is kept
  bool history_table_made = false;
  std::string database;  ///< the URL, redacted
};

/// Whether somebody is migrating the database.
struct LockState {
  std::string table;  ///< the version table that the lock is for
  std::optional<LockHolder> holder;
  std::string database;  ///< the URL, redacted
};

struct TemplateView {
  std::string name;
  std::string description;
};

/// Where the commands' results go: a terminal's text or one JSON document. Data goes to stdout, all
/// else to stderr. As an Observer it shows what a migration does while it does it.
class Output : public Observer {
 public:
  virtual void listing(const Listing& listing) = 0;
  virtual void report(const Report& report) = 0;
  virtual void status(const Status& status) = 0;
  virtual void checked(const Checked& checked) = 0;
  virtual void written(const Written& written) = 0;
  virtual void templates(std::span<const TemplateView> templates) = 0;
  virtual void tables_made(const MadeTables& made) = 0;

  virtual void lock_state(const LockState& state) = 0;
  virtual void database_is_up(const std::string& database, std::chrono::milliseconds waited) = 0;
  virtual void examined(const Examination& found) = 0;
  virtual void log(const HistoryLog& log) = 0;
  virtual void verified(const Verification& found) = 0;
  virtual void repaired(std::span<const Repaired> repaired, const std::string& database) = 0;
  virtual void stored_steps(std::span<const StoredStep> steps) = 0;

  /// Where a script goes when it has no file: stdout.
  virtual std::ostream& script() = 0;
};

}  // namespace migrate
