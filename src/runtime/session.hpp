#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "db/connection.hpp"
#include "db/database.hpp"
#include "db/history_entry.hpp"
#include "graph/plan.hpp"
#include "graph/revision_graph.hpp"
#include "graph/target.hpp"
#include "migrate/observer.hpp"
#include "migrate/options.hpp"
#include "migrate/report.hpp"
#include "revision/revision_source.hpp"
#include "runtime/executor.hpp"
#include "runtime/history_table.hpp"
#include "runtime/prepared_plan.hpp"

namespace migrate {

/// How a session works on its database.
struct SessionSettings {
  TableName table;       ///< as configured; the schema may be empty
  TableName history;     ///< likewise, where the version table is; name empty: none is kept
  std::string database;  ///< the URL, redacted, for reports
  TransactionMode transaction = TransactionMode::revision;
  std::chrono::milliseconds lock_wait = std::chrono::seconds(60);
  bool verify_before_upgrade = true;  ///< refuse over an applied revision whose file is another
  int lock_retries = 5;
  HistoryActor actor;
  StepLists lists = StepLists::full;  ///< in reports and in Observer::plan_made
  std::stop_token stop;
};

/// What ensure_version found and did.
struct EnsuredTables {
  TableName versions;
  bool versions_created = false;
  TableName history;  ///< its name is empty where none is kept
  bool history_created = false;
};

/// One database and one history, from the question "is there anything to do?" to the last commit:
/// the only place that composes lock, rows, plan and run, in that order. A script is a database
/// too.
class Session {
 public:
  /// The revisions, which may still be being read when the session begins. Throws Error with all
  /// problems of their files, which go before those of the database.
  using ReadGraph = std::function<const RevisionGraph&()>;

  /// All references, and what `graph` gives, must outlive the session.
  Session(std::unique_ptr<Database> database, ReadGraph graph, const RevisionSource& source,
          SessionSettings settings, Observer& observer);

  /// Each throws Error when nothing was done, PartialFailure when some of it was.
  Report upgrade(const Target& target);
  Report downgrade(const Target& target);
  /// Sets the rows to those of `targets`. StampMode::purge takes all rows away first, known or not.
  Report stamp(std::span<const Target> targets, StampMode mode);
  EnsuredTables ensure_version();

  /// The version table as it is. Opens the database for reading only.
  [[nodiscard]] VersionTable read();

 private:
  std::unique_ptr<Database> database_;
  ReadGraph graph_;
  const RevisionSource& source_;
  SessionSettings settings_;
  Observer& observer_;
  std::set<std::string> said_;  // the notes on plans that the observer has heard

  using Planner = Plan (*)(const RevisionGraph&, std::span<const RevisionId>, const Target&);

  /// Where a plan comes from, to make it anew when others have moved the database.
  struct Goal {
    const Target& target;
    Planner planner;
  };

  /// The database, opened to write, and what was found there without the lock; with it where
  /// another process holds the whole database, so that nobody else can read (SQLite).
  struct Opened {
    std::unique_ptr<Connection> connection;
    std::unique_ptr<MigrationLock> lock;  ///< null unless it had to be taken
    KeptTables found;
  };

  /// What `work` gives, or what is wrong with the revisions' files where it fails.
  template <typename Work>
  auto files_first(Work work) -> decltype(work());
  /// `columns` are those of the history that are read along, if that costs nothing; may be empty.
  [[nodiscard]] KeptTables look(Connection& connection, const TableName& table,
                                std::string_view columns) const;
  [[nodiscard]] Opened opened(std::string_view columns);
  /// Both tables under the lock; on a new connection where the wait for it was too long for the old
  /// one, on which nothing was begun.
  [[nodiscard]] KeptTables look_again(Opened& here);
  /// What `read` gives. Where another process holds the whole database meanwhile, the lock is taken
  /// and the tables are looked at again before `read` is done anew.
  template <typename Read>
  auto read_undisturbed(Opened& here, Read read) -> decltype(read());
  Report move(const Goal& goal);
  Report set_rows(std::span<const Target> targets, StampMode mode);
  EnsuredTables make_tables();
  /// Runs what is needed from `found` on, the lock held; goes on from there when others move the
  /// database.
  Report run_to(const Goal& goal, Connection& connection, MigrationLock& lock, KeptTables found,
                PreparedPlan prepared);
  /// Takes the history's rows out of `found`.
  [[nodiscard]] PreparedPlan prepared_from(KeptTables& found, const Goal& goal,
                                           Connection& connection) const;
  /// Tells of what was noticed while the plan was made, each once however often it is made anew.
  void say_notes(const PreparedPlan& prepared);
  /// Makes both tables fit for the plan, and takes up what earlier runs left unfinished.
  void make_ready(Connection& connection, const KeptTables& found, PreparedPlan& prepared) const;
  /// What an upgrade compares the files with; nothing where it does not, or where nothing is kept.
  [[nodiscard]] std::optional<HistoryMoves> moves_to_verify(KeptTables& found, const Goal& goal,
                                                            Connection& connection) const;
  [[nodiscard]] bool verifies(const Goal& goal) const;
  [[nodiscard]] static bool has_unfinished(Connection& connection, const KeptTables& found);
  [[nodiscard]] std::vector<RevisionId> stamped(const KeptTables& found, Connection& connection,
                                                std::span<const Target> targets,
                                                StampMode mode) const;
  [[nodiscard]] std::unique_ptr<MigrationLock> locked(const TableName& table);
  void tell_plan(const PreparedPlan& prepared) const;
  [[nodiscard]] Report run(Connection& connection, MigrationLock& lock,
                           const PreparedPlan& prepared, TransactionMode mode);
  [[nodiscard]] Report nothing_to_do(const VersionTable& table) const;
};

}  // namespace migrate
