#include "graph/walk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "graph/candidates.hpp"
#include "graph/resolve.hpp"
#include "graph/version_rows.hpp"
#include "migrate/error.hpp"

namespace migrate {
namespace {

using Edges = RevisionGraph::Edges;

Error refusal(const Target& target, const std::string& why, const std::string& hint) {
  return Error(Fault::usage, fmt::format("`{}` {}", target.text, why)).with_hint(hint);
}

Error past_the_end(const Target& target, int gone, int asked) {
  return refusal(target,
                 fmt::format("goes {} step{}, but the history ends after {}", asked,
                             asked == 1 ? "" : "s", gone),
                 "`migrate history` shows how far it goes");
}

std::string offset_text(const Target& target) { return fmt::format("{:+}", target.offset); }

/// The applied revisions on the branch that no other such revision stands on.
std::vector<Vertex> applied_tips(const RevisionGraph& graph, std::span<const Vertex> rows,
                                 const RevisionGraph::Marks& on_branch) {
  const auto applied = graph.below(rows, Edges::parents_and_dependencies);
  RevisionGraph::Marks covered(graph.size());
  for (Vertex revision = 0; revision < graph.size(); ++revision) {
    if (!applied[revision] || !on_branch[revision]) continue;
    for (const Vertex below : graph.directly_below(revision)) covered[below] = true;
  }
  std::vector<Vertex> tips;
  for (Vertex revision = 0; revision < graph.size(); ++revision) {
    if (applied[revision] && on_branch[revision] && !covered[revision]) tips.push_back(revision);
  }
  return tips;
}

/// The applied revisions on the branch none of whose children is applied.
std::vector<Vertex> applied_heads(const RevisionGraph& graph, std::span<const Vertex> rows,
                                  const RevisionGraph::Marks& on_branch) {
  const auto applied = graph.below(rows, Edges::parents_and_dependencies);
  std::vector<Vertex> heads;
  for (Vertex revision = 0; revision < graph.size(); ++revision) {
    const auto is_applied = [&](Vertex child) { return applied[child]; };
    if (!applied[revision] || !on_branch[revision]) continue;
    if (std::ranges::none_of(graph.children(revision), is_applied)) heads.push_back(revision);
  }
  return heads;
}

Error several_starts(const RevisionGraph& graph, const Target& target,
                     std::span<const Vertex> starts) {
  return refusal(
      target, "is ambiguous: the database is at " + with_files(graph, starts),
      fmt::format("say from which one to count: `ID@{0}` or `LABEL@{0}`", offset_text(target)));
}

/// Where `+2` counts from.
Position start_of_upgrade(const RevisionGraph& graph, const Target& target,
                          std::span<const Vertex> rows) {
  std::vector<Vertex> starts(rows.begin(), rows.end());
  if (target.branch) {
    const auto on_branch = lineage(graph, resolve_name(graph, *target.branch));
    starts = marked(rows, on_branch);
    if (starts.empty()) starts = applied_tips(graph, rows, on_branch);
  }
  if (starts.size() > 1) throw several_starts(graph, target, starts);
  return starts.empty() ? Position() : starts.front();
}

/// Where `-1` counts from.
Vertex start_of_downgrade(const RevisionGraph& graph, const Target& target,
                          std::span<const Vertex> rows) {
  std::vector<Vertex> starts(rows.begin(), rows.end());
  if (target.branch) {
    const auto on_branch = lineage(graph, resolve_name(graph, *target.branch));
    starts = marked(rows, on_branch);
    if (starts.empty()) starts = applied_heads(graph, rows, on_branch);
  }
  if (starts.size() > 1) throw several_starts(graph, target, starts);
  if (!starts.empty()) return starts.front();
  throw refusal(
      target,
      target.branch
          ? fmt::format("has nothing to count from: the database has nothing of branch {}",
                        *target.branch)
          : "has nothing to count from: the database is at base",
      "`migrate current` shows where it is");
}

/// The one revision that the target's symbol names.
Position named_start(const RevisionGraph& graph, const Target& target,
                     std::span<const RevisionId> current) {
  Target start = target;
  start.offset = 0;
  if (target.offset > 0) start.branch.reset();  // it chooses the way up, not the start
  const std::vector<Vertex> found = resolve(graph, start, current);
  if (found.size() > 1) {
    throw refusal(target, "counts from several revisions: " + with_files(graph, found),
                  "name one of them");
  }
  return found.empty() ? Position() : found.front();
}

}  // namespace

RevisionGraph::Marks lineage(const RevisionGraph& graph, Vertex revision) {
  const std::span<const Vertex> only(&revision, 1);
  RevisionGraph::Marks marks = graph.below(only, Edges::parents);
  const RevisionGraph::Marks above = graph.above(only, Edges::parents);
  for (Vertex vertex = 0; vertex < marks.size(); ++vertex) {
    if (above[vertex]) marks[vertex] = true;
  }
  return marks;
}

std::vector<Vertex> marked(std::span<const Vertex> candidates, const RevisionGraph::Marks& marks) {
  std::vector<Vertex> found;
  std::ranges::copy_if(candidates, std::back_inserter(found),
                       [&](Vertex vertex) { return marks[vertex]; });
  return found;
}

std::vector<Vertex> known_rows(const RevisionGraph& graph, std::span<const RevisionId> current) {
  std::vector<Vertex> rows;
  for (const RevisionId& row : current) {
    if (const auto vertex = graph.find(row)) rows.push_back(*vertex);
  }
  std::ranges::sort(rows);
  return rows;
}

Position walk_up(const RevisionGraph& graph, Position from, const Target& target, AtEnd at_end) {
  RevisionGraph::Marks on_branch;
  if (target.branch) on_branch = lineage(graph, resolve_name(graph, *target.branch));
  Position at = from;
  for (int step = 0; step < target.offset; ++step) {
    const auto next = at ? graph.children(*at) : graph.bases();
    const auto way =
        target.branch ? marked(next, on_branch) : std::vector(next.begin(), next.end());
    if (way.empty()) {
      if (at_end == AtEnd::stay) return at;
      throw past_the_end(target, step, target.offset);
    }
    if (way.size() > 1) {
      throw refusal(target,
                    fmt::format("is ambiguous: after {} come {}", at ? graph[*at].id : "base",
                                with_files(graph, way)),
                    fmt::format("name one of them, or choose the branch with `LABEL@{}`",
                                offset_text(target)));
    }
    at = way.front();
  }
  return at;
}

Position walk_down(const RevisionGraph& graph, Position from, const Target& target, AtEnd at_end) {
  Position at = from;
  const int steps = std::abs(target.offset);
  for (int step = 0; step < steps; ++step) {
    if (!at) {
      if (at_end == AtEnd::stay) return at;
      throw past_the_end(target, step, steps);
    }
    const auto parents = graph.parents(*at);
    if (parents.size() > 1) {
      throw refusal(
          target,
          fmt::format("is ambiguous: {} merges {}", graph[*at].id, with_files(graph, parents)),
          "name the revision to go to");
    }
    at = parents.empty() ? Position() : parents.front();
  }
  return at;
}

Walk walk_to(const RevisionGraph& graph, const Target& target,
             std::span<const RevisionId> current) {
  Position from;
  if (target.symbol != Target::Symbol::relative) {
    from = named_start(graph, target, current);
  } else if (target.offset > 0) {
    from = start_of_upgrade(graph, target, known_rows(graph, current));
  } else {
    from = start_of_downgrade(graph, target, known_rows(graph, current));
  }
  const auto walk = target.offset > 0 ? walk_up : walk_down;
  return {from, walk(graph, from, target, AtEnd::refuse)};
}

}  // namespace migrate
