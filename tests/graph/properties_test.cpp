#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "graph/plan.hpp"
#include "graph/resolve.hpp"

namespace migrate {
namespace {

using Ids = std::vector<RevisionId>;
using Edges = RevisionGraph::Edges;

std::vector<RevisionId> some_of(const std::vector<RevisionId>& ids, int most) {
  std::set<RevisionId> chosen;
  const int count = ids.empty() ? 0 : *rc::gen::inRange(0, most + 1);
  for (int number = 0; number < count; ++number) chosen.insert(*rc::gen::elementOf(ids));
  return {chosen.begin(), chosen.end()};
}

/// A history in which every revision may have any earlier ones as parents and dependencies, and
/// files whose order has nothing to do with either.
RevisionGraph random_history() {
  const int size = *rc::gen::inRange(1, 25);
  std::vector<Revision> revisions;
  std::vector<RevisionId> ids;
  for (int number = 0; number < size; ++number) {
    Revision revision;
    revision.id = "r" + std::to_string(number);
    revision.file = std::to_string(*rc::gen::inRange(0, 100)) + revision.id;
    revision.parents = some_of(ids, 2);
    revision.depends_on = some_of(ids, 1);
    ids.push_back(revision.id);
    revisions.push_back(revision);
  }
  return RevisionGraph::build(std::move(revisions));
}

Target random_target(const RevisionGraph& graph) {
  return parse_target(graph[*rc::gen::inRange<std::size_t>(0, graph.size())].id);
}

/// Rows that the database can have: those after an upgrade to some revisions.
Ids random_rows(const RevisionGraph& graph) {
  Ids rows;
  const int upgrades = *rc::gen::inRange(0, 4);
  for (int number = 0; number < upgrades; ++number) {
    rows = plan_upgrade(graph, rows, random_target(graph)).after;
  }
  return rows;
}

std::vector<std::size_t> positions(const RevisionGraph& graph, const Plan& plan) {
  std::vector<std::size_t> position_of(graph.size(), plan.steps.size());
  for (std::size_t at = 0; at < plan.steps.size(); ++at) position_of[plan.steps[at].revision] = at;
  return position_of;
}

void change(std::set<RevisionId>& rows, const RowChange& change) {
  for (const RevisionId& row : change.removed) RC_ASSERT(rows.erase(row) == 1U);
  for (const RevisionId& row : change.added) RC_ASSERT(rows.insert(row).second);
}

RC_GTEST_PROP(AnyHistory, IsUpgradedFromBelow, ()) {
  const RevisionGraph graph = random_history();
  const Plan plan = plan_upgrade(graph, random_rows(graph), parse_target("heads"));
  const auto position_of = positions(graph, plan);
  for (const PlanStep& step : plan.steps) {
    for (const Vertex below : graph.directly_below(step.revision)) {
      const bool is_step = position_of[below] < plan.steps.size();
      RC_ASSERT(!is_step || position_of[below] < position_of[step.revision]);
    }
  }
}

RC_GTEST_PROP(AnyHistory, IsDowngradedFromAbove, ()) {
  const RevisionGraph graph = random_history();
  const Plan plan = plan_downgrade(graph, random_rows(graph), parse_target("base"));
  const auto position_of = positions(graph, plan);
  for (const PlanStep& step : plan.steps) {
    for (const Vertex below : graph.directly_below(step.revision)) {
      RC_ASSERT(position_of[below] > position_of[step.revision]);
    }
  }
}

RC_GTEST_PROP(AnyHistory, HasRowsOfWhichNoneStandsOnAnother, ()) {
  const RevisionGraph graph = random_history();
  const Ids rows = random_rows(graph);
  for (const RevisionId& row : rows) {
    const auto below =
        graph.below(graph.directly_below(*graph.find(row)), Edges::parents_and_dependencies);
    for (const RevisionId& other : rows) RC_ASSERT(!below[*graph.find(other)]);
  }
}

RC_GTEST_PROP(AnyHistory, KeepsItsAppliedSetInItsRows, ()) {
  const RevisionGraph graph = random_history();
  const Ids rows = random_rows(graph);
  RC_ASSERT(rows_of(graph, applied_set(graph, rows)) == rows);
}

RC_GTEST_PROP(AnyHistory, ChangesRowsStepByStepAsAWhole, ()) {
  const RevisionGraph graph = random_history();
  const Plan plan = plan_upgrade(graph, random_rows(graph), random_target(graph));
  std::set<RevisionId> rows(plan.before.begin(), plan.before.end());
  auto applied = applied_set(graph, plan.before);
  for (std::size_t step = 0; step < plan.steps.size(); ++step) {
    change(rows, plan.rows.of(graph, step));
    applied[plan.steps[step].revision] = true;
    RC_ASSERT(Ids(rows.begin(), rows.end()) == rows_of(graph, applied));
  }
  RC_ASSERT(Ids(rows.begin(), rows.end()) == plan.after);
}

RC_GTEST_PROP(AnyHistory, ComesBackToTheSameRowsWhenStepsAreUndone, ()) {
  const RevisionGraph graph = random_history();
  const Plan plan = plan_upgrade(graph, random_rows(graph), random_target(graph));
  VersionRows rows(graph, plan.after);
  for (std::size_t step = plan.steps.size(); step-- > 0;) {
    const RowChange done = plan.rows.of(graph, step);
    RowChanges undone;
    undone.add(rows.undo(plan.steps[step].revision));
    RC_ASSERT(undone.of(graph, 0).added == done.removed);
    RC_ASSERT(undone.of(graph, 0).removed == done.added);
  }
  RC_ASSERT(rows.rows() == plan.before);
}

RC_GTEST_PROP(AnyHistory, IsAtBaseAfterADowngradeToIt, ()) {
  const RevisionGraph graph = random_history();
  RC_ASSERT(plan_downgrade(graph, random_rows(graph), parse_target("base")).after.empty());
}

RC_GTEST_PROP(AnyHistory, IsStampedFromBaseWhereAnUpgradeLeads, ()) {
  const RevisionGraph graph = random_history();
  const std::vector<Target> targets{*rc::gen::element(parse_target("heads"), random_target(graph))};
  RC_ASSERT(plan_stamp(graph, {}, targets) == plan_upgrade(graph, {}, targets[0]).after);
}

RC_GTEST_PROP(AnyHistory, HoldsAllInTheRangeFromBaseToHeads, ()) {
  const RevisionGraph graph = random_history();
  const auto all = resolve_range(graph, parse_range(":"));
  RC_ASSERT(std::ranges::equal(all, graph.newest_first()));
}

}  // namespace
}  // namespace migrate
