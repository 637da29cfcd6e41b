#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "db/dialect.hpp"
#include "graph/plan.hpp"
#include "graph/revision_graph.hpp"
#include "migrate/options.hpp"
#include "migrate/report.hpp"
#include "revision/revision_source.hpp"
#include "runtime/begun_section.hpp"
#include "runtime/planned_batches.hpp"

namespace migrate {

/// What `stamp` does with the rows that are there.
enum class StampMode {
  replace,  ///< those that the batch names go
  purge,    ///< all go first, known or not, in the same transaction
};

/// A plan whose files were read and found fit to run. Their texts are not kept here.
struct PreparedPlan {
  PlannedBatches batches;
  std::vector<RevisionId> before;
  std::vector<RevisionId> after;
  StampMode stamp = StampMode::replace;
  /// Steps that an earlier run left unfinished, by their number.
  std::map<std::size_t, BegunSection> begun = {};
  std::vector<std::string> notes = {};  ///< sentences about the database, to be said
  /// Whether an earlier run left any step unfinished; nothing where the history was not asked yet.
  std::optional<bool> has_unfinished = std::nullopt;
  std::vector<Error> unkeepable = {};  ///< files that a history, where there is one, cannot keep
};

/// Reads the section of every step, on all processors, and checks it for the engine of `dialect`.
/// Throws Error (Fault::revision) with all problems of all steps: a file that does not parse, no
/// section for this engine, an irreversible revision, what Dialect::refusals finds;
/// (Fault::usage) a `transaction:false` section where the whole run is to be one transaction, and
/// on SQLite a `foreign_keys:off` one. The graph and the source must outlive the result.
[[nodiscard]] PreparedPlan prepare(const RevisionGraph& graph, const RevisionSource& source,
                                   const Dialect& dialect, Plan plan, TransactionMode mode);

/// Makes sure that the history, where the batches keep one, can keep the files of the plan. Throws
/// Error (Fault::revision) with all that it cannot keep.
void require_texts_that_can_be_kept(const PreparedPlan& plan);

/// `rows` after `change`, sorted.
[[nodiscard]] std::vector<RevisionId> changed_rows(std::vector<RevisionId> rows,
                                                   const VersionChange& change);

/// What is wrong with a revision's sections where `engine` runs them in `direction`.
/// Empty when they are fit to run.
[[nodiscard]] std::vector<Error> section_problems(const RevisionFile& file, Direction direction,
                                                  const Dialect& dialect);

}  // namespace migrate
