#include "graph/plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "graph/candidates.hpp"
#include "graph/history_text.hpp"
#include "graph/resolve.hpp"
#include "graph/version_rows.hpp"
#include "graph/walk.hpp"
#include "migrate/error.hpp"

namespace migrate {
namespace {

using Edges = RevisionGraph::Edges;
using Marks = RevisionGraph::Marks;

std::vector<RevisionId> sorted(std::span<const RevisionId> rows) {
  std::vector<RevisionId> copy(rows.begin(), rows.end());
  std::ranges::sort(copy);
  copy.erase(std::unique(copy.begin(), copy.end()), copy.end());
  return copy;
}

/// Both are rows of the graph.
VertexChange vertices_of(const RevisionGraph& graph, const RowChange& change) {
  VertexChange numbers;
  for (const RevisionId& row : change.removed) numbers.removed.push_back(*graph.find(row));
  for (const RevisionId& row : change.added) numbers.added.push_back(*graph.find(row));
  return numbers;
}

Plan make_plan(const RevisionGraph& graph, std::span<const RevisionId> current, Direction direction,
               std::span<const Vertex> revisions) {
  Plan plan;
  plan.before = sorted(current);
  plan.steps.reserve(revisions.size());
  plan.rows.reserve(revisions.size());
  VersionRows rows(graph, current);
  for (const Vertex revision : revisions) {
    VertexChange change =
        direction == Direction::upgrade ? rows.apply(revision) : rows.undo(revision);
    // The first step also puts right rows that other rows imply, which Alembic can leave behind.
    if (plan.steps.empty()) change = vertices_of(graph, row_change(plan.before, rows.rows()));
    plan.steps.push_back({direction, revision});
    plan.rows.add(change);
  }
  plan.after = plan.steps.empty() ? plan.before : rows.rows();
  return plan;
}

Error refusal(const std::string& what, const std::string& hint) {
  return Error(Fault::usage, what).with_hint(hint);
}

/// `current` and a count in the wrong direction lead nowhere.
void require_direction(const Target& target, Direction direction) {
  const std::string_view verb = direction == Direction::upgrade ? "upgrade" : "downgrade";
  const bool wrong_way = direction == Direction::upgrade ? target.offset <= 0 : target.offset >= 0;
  if (target.symbol == Target::Symbol::current) {
    throw refusal(
        fmt::format("`{}` is no target of {}: the database is there already", target.text, verb),
        "name a revision, or count from the current one with `+1` or `-1`");
  }
  if (target.symbol == Target::Symbol::relative && wrong_way) {
    throw refusal(
        fmt::format("`{}` is no target of {}: it counts in the other direction", target.text, verb),
        direction == Direction::upgrade ? "to go back, use `migrate downgrade`"
                                        : "to go forward, use `migrate upgrade`");
  }
}

/// The heads of one branch of which one depends on another cannot be meant all together.
void require_apart(const RevisionGraph& graph, const Target& target,
                   std::span<const Vertex> targets) {
  std::vector<Vertex> lower;
  for (const Vertex revision : targets) {
    const auto below = graph.directly_below(revision);
    lower.insert(lower.end(), below.begin(), below.end());
  }
  const std::vector<Vertex> implied =
      marked(targets, graph.below(lower, Edges::parents_and_dependencies));
  if (implied.empty()) return;
  throw refusal(fmt::format("`{}` means {}, but others of them already stand on {}", target.text,
                            with_files(graph, targets), with_files(graph, implied)),
                "name one revision, or use `heads`");
}

std::vector<Vertex> upgrade_targets(const RevisionGraph& graph, std::span<const RevisionId> current,
                                    const Target& target) {
  require_direction(target, Direction::upgrade);
  std::vector<Vertex> targets = resolve(graph, target, current);
  if (target.branch) require_apart(graph, target, targets);
  return targets;
}

/// Where a downgrade ends (nullopt for base), and which branch it takes back where several begin
/// there.
struct DowngradeTarget {
  Position end;
  std::optional<Vertex> branch;
};

Position sole_end(const RevisionGraph& graph, const Target& target, std::span<const Vertex> found) {
  if (found.size() <= 1) return found.empty() ? Position() : found.front();
  throw refusal(fmt::format("`{}` is ambiguous: there are {} heads: {}", target.text, found.size(),
                            with_files(graph, found)),
                "a downgrade has one target: name it");
}

Position fixed_end(const RevisionGraph& graph, const Target& target) {
  if (target.symbol == Target::Symbol::heads) {
    return sole_end(graph, target, heads_of(graph, HeadKind::resolving_dependencies));
  }
  Target end = target;
  end.branch.reset();  // it chooses what is taken back, not the end
  return sole_end(graph, target, resolve(graph, end));
}

DowngradeTarget downgrade_target(const RevisionGraph& graph, std::span<const RevisionId> current,
                                 const Target& target) {
  require_direction(target, Direction::downgrade);
  std::optional<Vertex> branch;
  if (target.branch) branch = resolve_name(graph, *target.branch);
  if (target.offset == 0) return {fixed_end(graph, target), branch};
  const Walk walk = walk_to(graph, target, current);
  if (!branch && target.symbol == Target::Symbol::relative) branch = walk.from;
  return {walk.to, branch};
}

/// The revisions that are taken back together with all that stands on them.
std::vector<Vertex> roots_of(const RevisionGraph& graph, const Target& target,
                             const DowngradeTarget& to) {
  const auto next = to.end ? graph.children(*to.end) : graph.bases();
  std::vector<Vertex> roots(next.begin(), next.end());
  if (!to.branch || roots.size() <= 1) return roots;
  std::vector<Vertex> on_branch =
      marked(roots, graph.below(std::span(&*to.branch, 1), Edges::parents));
  if (!on_branch.empty()) return on_branch;
  throw refusal(fmt::format("`{}` is no target of downgrade: {} is not above any of {}",
                            target.text, graph[*to.branch].id, with_files(graph, roots)),
                "name the revision to go back to without a branch");
}

void require_applied(const RevisionGraph& graph, const Target& target, Vertex end,
                     const Marks& applied, std::span<const RevisionId> current) {
  if (std::ranges::count(current, graph[end].id) > 0) return;
  const std::string named = with_file(graph, end);
  if (applied[end]) {
    throw refusal(
        fmt::format("`{}` is no target of downgrade: none of the children of {} is applied",
                    target.text, named),
        "only dependencies stand on it; go back to a revision of their own branch");
  }
  throw refusal(
      fmt::format("`{}` is no target of downgrade: {} is not applied", target.text, named),
      "`migrate current` shows where the database is");
}

}  // namespace

Plan plan_upgrade(const RevisionGraph& graph, std::span<const RevisionId> current,
                  const Target& target) {
  const Marks applied = applied_set(graph, current);
  const std::vector<Vertex> targets = upgrade_targets(graph, current, target);
  const Marks wanted = graph.below(targets, Edges::parents_and_dependencies);
  std::vector<Vertex> missing;
  for (const Vertex revision : graph.order()) {
    if (wanted[revision] && !applied[revision]) missing.push_back(revision);
  }
  return make_plan(graph, current, Direction::upgrade, missing);
}

Plan plan_downgrade(const RevisionGraph& graph, std::span<const RevisionId> current,
                    const Target& target) {
  const Marks applied = applied_set(graph, current);
  const DowngradeTarget to = downgrade_target(graph, current, target);
  const Marks undone = graph.above(roots_of(graph, target, to), Edges::parents_and_dependencies);
  std::vector<Vertex> revisions;
  for (const Vertex revision : graph.order()) {
    if (undone[revision] && applied[revision]) revisions.push_back(revision);
  }
  if (to.end && revisions.empty()) require_applied(graph, target, *to.end, applied, current);
  std::ranges::reverse(revisions);
  return make_plan(graph, current, Direction::downgrade, revisions);
}

}  // namespace migrate
