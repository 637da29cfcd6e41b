#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <vector>

#include "db/batch.hpp"
#include "db/dialect.hpp"
#include "graph/plan.hpp"
#include "graph/revision_graph.hpp"
#include "migrate/options.hpp"
#include "migrate/report.hpp"
#include "revision/revision_source.hpp"
#include "runtime/begun_section.hpp"

namespace migrate {

/// What `stamp` does with the rows that are there.
enum class StampMode {
  replace,  ///< those that the batch names go
  purge,    ///< all go first, known or not, in the same transaction
};

/// A plan with all that running it needs: the files are read, and found fit to run.
struct PreparedPlan {
  std::vector<Step> steps;
  /// One for each step. Their tables, and who runs them, are not set yet; each has a history entry.
  std::vector<Batch> batches;
  std::vector<RevisionId> before;
  std::vector<RevisionId> after;
  StampMode stamp = StampMode::replace;
  /// Steps that an earlier run left unfinished, by their number in `steps`.
  std::map<std::size_t, BegunSection> begun = {};
  std::vector<std::string> notes = {};  ///< sentences about the database, to be said
};

/// Reads the section of every step and checks it for the engine of `dialect`. Throws Error
/// (Fault::revision) with all problems of all steps: a file that does not parse, no section for
/// this engine, an irreversible revision, what Dialect::refusals finds; (Fault::usage) a
/// `transaction:false` section where the whole run is to be one transaction, and on SQLite a
/// `foreign_keys:off` one.
[[nodiscard]] PreparedPlan prepare(const RevisionGraph& graph, const RevisionSource& source,
                                   const Dialect& dialect, const Plan& plan, TransactionMode mode);

/// `rows` after `change`, sorted.
[[nodiscard]] std::vector<RevisionId> changed_rows(std::vector<RevisionId> rows,
                                                   const VersionChange& change);

/// Names the tables that the batches write to and who does it. With an empty name for `history`
/// they keep none.
void set_tables(PreparedPlan& plan, const TableName& versions, const TableName& history,
                const HistoryActor& actor);

/// What the history keeps of a step that runs `file`; who does it is not set yet.
[[nodiscard]] HistoryEntry history_entry_of(const RevisionFile& file, Direction direction,
                                            EngineKind engine);

/// What is wrong with a revision's sections where `engine` runs them in `direction`.
/// Empty when they are fit to run.
[[nodiscard]] std::vector<Error> section_problems(const RevisionFile& file, Direction direction,
                                                  const Dialect& dialect);

}  // namespace migrate
