#pragma once

#include <vector>

#include "db/batch.hpp"
#include "db/dialect.hpp"
#include "graph/plan.hpp"
#include "graph/revision_graph.hpp"
#include "migrate/options.hpp"
#include "migrate/report.hpp"
#include "revision/revision_source.hpp"

namespace migrate {

/// What `stamp` does with the rows that are there.
enum class StampMode {
  replace,  ///< those that the batch names go
  purge,    ///< all go first, known or not, in the same transaction
};

/// A plan with all that running it needs: the files are read, and found fit to run.
struct PreparedPlan {
  std::vector<Step> steps;
  std::vector<Batch> batches;  ///< one for each step; their table is not set yet
  std::vector<RevisionId> before;
  std::vector<RevisionId> after;
  StampMode stamp = StampMode::replace;
};

/// Reads the section of every step and checks it for the engine of `dialect`. Throws Error
/// (Fault::revision) with all problems of all steps: a file that does not parse, no section for
/// this engine, an irreversible revision, what Dialect::refusals finds; (Fault::usage) a
/// `transaction:false` section where the whole run is to be one transaction.
[[nodiscard]] PreparedPlan prepare(const RevisionGraph& graph, const RevisionSource& source,
                                   const Dialect& dialect, const Plan& plan, TransactionMode mode);

/// What is wrong with a revision's sections where `engine` runs them in `direction`.
/// Empty when they are fit to run.
[[nodiscard]] std::vector<Error> section_problems(const RevisionFile& file, Direction direction,
                                                  const Dialect& dialect);

}  // namespace migrate
