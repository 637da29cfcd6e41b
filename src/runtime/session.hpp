#pragma once

#include <chrono>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "db/connection.hpp"
#include "db/database.hpp"
#include "graph/plan.hpp"
#include "graph/revision_graph.hpp"
#include "graph/target.hpp"
#include "migrate/observer.hpp"
#include "migrate/options.hpp"
#include "migrate/report.hpp"
#include "revision/revision_source.hpp"
#include "runtime/prepared_plan.hpp"

namespace migrate {

/// How a session works on its database.
struct SessionSettings {
  TableName table;       ///< as configured; the schema may be empty
  std::string database;  ///< the URL, redacted, for reports
  TransactionMode transaction = TransactionMode::revision;
  std::chrono::milliseconds lock_wait = std::chrono::seconds(60);
  std::stop_token stop;
};

/// What ensure_version found and did.
struct EnsuredTable {
  TableName name;
  bool created = false;
};

/// One database and one history, from the question "is there anything to do?" to the last commit:
/// the only place that composes lock, rows, plan and run, in that order. A script is a database
/// too.
class Session {
 public:
  /// All references must outlive the session.
  Session(std::unique_ptr<Database> database, const RevisionGraph& graph,
          const RevisionSource& source, SessionSettings settings, Observer& observer);

  /// Each throws Error when nothing was done, PartialFailure when some of it was.
  Report upgrade(const Target& target);
  Report downgrade(const Target& target);
  /// Sets the rows to those of `targets`. StampMode::purge takes all rows away first, known or not.
  Report stamp(std::span<const Target> targets, StampMode mode);
  EnsuredTable ensure_version();

  /// The version table as it is. Opens the database for reading only.
  [[nodiscard]] VersionTable read();

 private:
  std::unique_ptr<Database> database_;
  const RevisionGraph& graph_;
  const RevisionSource& source_;
  SessionSettings settings_;
  Observer& observer_;

  using Planner = Plan (*)(const RevisionGraph&, std::span<const RevisionId>, const Target&);

  Report move(const Target& target, Planner planner);
  [[nodiscard]] PreparedPlan prepared_from(const VersionTable& table, const Target& target,
                                           Planner planner, const Connection& connection) const;
  [[nodiscard]] std::vector<RevisionId> stamped(const VersionTable& table,
                                                std::span<const Target> targets,
                                                StampMode mode) const;
  [[nodiscard]] std::unique_ptr<MigrationLock> locked(const TableName& table);
  [[nodiscard]] Report run(Connection& connection, const PreparedPlan& prepared,
                           TransactionMode mode);
  [[nodiscard]] Report nothing_to_do(const VersionTable& table) const;
};

}  // namespace migrate
