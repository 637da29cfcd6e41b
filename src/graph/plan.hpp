#pragma once

#include <span>
#include <vector>

#include "graph/revision.hpp"
#include "graph/revision_graph.hpp"
#include "graph/row_changes.hpp"
#include "graph/target.hpp"
#include "migrate/report.hpp"

namespace migrate {

/// One revision to apply or to undo.
struct PlanStep {
  Direction direction = Direction::upgrade;  ///< upgrade or downgrade
  Vertex revision = 0;
};

/// The steps from one applied set to another. Upgrades run parents first, ties by file path;
/// downgrades in the opposite order.
struct Plan {
  std::vector<PlanStep> steps;
  RowChanges rows;                 ///< what each step does to the version rows
  std::vector<RevisionId> before;  ///< the rows before the first step, sorted
  std::vector<RevisionId> after;   ///< the rows after the last, sorted
};

/// What `upgrade TARGET` and `downgrade TARGET` do to a database that stands on `current`, all of
/// which the graph must know. They mean what they mean in Alembic; downgrade by a number from
/// several current revisions is refused. Throw Error (Fault::usage) that names the target and its
/// candidates.
[[nodiscard]] Plan plan_upgrade(const RevisionGraph& graph, std::span<const RevisionId> current,
                                const Target& target);
[[nodiscard]] Plan plan_downgrade(const RevisionGraph& graph, std::span<const RevisionId> current,
                                  const Target& target);

/// The rows that `stamp TARGETS` leaves, sorted. Takes unknown rows in `current` as not there.
[[nodiscard]] std::vector<RevisionId> plan_stamp(const RevisionGraph& graph,
                                                 std::span<const RevisionId> current,
                                                 std::span<const Target> targets);

}  // namespace migrate
