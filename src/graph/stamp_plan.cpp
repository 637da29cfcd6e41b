#include <algorithm>
#include <iterator>
#include <set>
#include <string>

#include <fmt/format.h>

#include "graph/history_text.hpp"
#include "graph/plan.hpp"
#include "graph/resolve.hpp"
#include "graph/walk.hpp"
#include "migrate/error.hpp"

namespace migrate {
namespace {

using Edges = RevisionGraph::Edges;
using Marks = RevisionGraph::Marks;

/// What the targets of a stamp mean together.
struct Stamp {
  std::vector<Vertex> rows;     // to be there afterwards
  std::vector<Vertex> related;  // rows above or below one of these go
  bool everything = false;      // all rows go
};

void append(std::vector<Vertex>& list, std::span<const Vertex> more) {
  list.insert(list.end(), more.begin(), more.end());
}

std::vector<Vertex> stamped_by(const RevisionGraph& graph, const Target& target) {
  if (target.symbol == Target::Symbol::heads && !target.branch) {
    return heads_of(graph, HeadKind::resolving_dependencies);
  }
  return resolve(graph, target);
}

void add_walk(Stamp& stamp, const RevisionGraph& graph, std::span<const RevisionId> current,
              const Target& target) {
  const Walk walk = walk_to(graph, target, current);
  if (walk.to) stamp.rows.push_back(*walk.to);
  if (walk.to || walk.from) stamp.related.push_back(walk.to ? *walk.to : *walk.from);
}

void add_fixed(Stamp& stamp, const RevisionGraph& graph, const Target& target) {
  const std::vector<Vertex> rows = stamped_by(graph, target);
  append(stamp.rows, rows);
  append(stamp.related, rows);
  if (target.branch) {
    stamp.related.push_back(resolve_name(graph, *target.branch));
    // The name must be clear without the branch too, as in Alembic.
    if (target.symbol == Target::Symbol::name) static_cast<void>(resolve_name(graph, target.name));
  } else if (target.symbol == Target::Symbol::base) {
    stamp.everything = true;
  }
}

void add(Stamp& stamp, const RevisionGraph& graph, std::span<const RevisionId> current,
         const Target& target) {
  if (target.symbol == Target::Symbol::current) {
    throw Error(
        Fault::usage,
        fmt::format("`{}` is no target of stamp: the database is there already", target.text))
        .with_hint("name a revision, or count from the current one with `+1` or `-1`");
  }
  if (target.offset != 0) {
    add_walk(stamp, graph, current, target);
  } else {
    add_fixed(stamp, graph, target);
  }
}

Marks related_to(const RevisionGraph& graph, std::span<const Vertex> revisions) {
  Marks marks = graph.below(revisions, Edges::parents_and_dependencies);
  const Marks above = graph.above(revisions, Edges::parents_and_dependencies);
  for (Vertex vertex = 0; vertex < marks.size(); ++vertex)
    marks[vertex] = marks[vertex] || above[vertex];
  return marks;
}

/// The rows that go make way only for a revision that is above or below one of them. As in Alembic,
/// of several targets one that was a row already goes with the others.
std::set<Vertex> rows_after(const RevisionGraph& graph, const Stamp& stamp,
                            std::span<const Vertex> before, std::span<const Vertex> leaving) {
  std::set<Vertex> rows(before.begin(), before.end());
  const Marks related = related_to(graph, leaving);
  const auto is_new = [&](Vertex row) { return std::ranges::find(leaving, row) == leaving.end(); };
  const auto makes_way = [&](Vertex row) { return is_new(row) && related[row]; };
  if (stamp.rows.empty() || std::ranges::any_of(stamp.rows, makes_way)) {
    for (const Vertex row : leaving) rows.erase(row);
  }
  std::ranges::copy_if(stamp.rows, std::inserter(rows, rows.end()), is_new);
  return rows;
}

/// What one target takes away no other can set: Alembic passes over the first in silence.
void refuse_contradictions(const RevisionGraph& graph, std::span<const Target> targets,
                           std::span<const Vertex> rows) {
  const Marks applied = graph.below(rows, Edges::parents_and_dependencies);
  for (const Target& target : targets) {
    if (target.symbol != Target::Symbol::base || target.offset != 0) continue;
    const bool stays = target.branch ? applied[resolve_name(graph, *target.branch)] : !rows.empty();
    if (!stays) continue;
    throw Error(
        Fault::usage,
        fmt::format("`{}` contradicts the other targets: it takes away what they set", target.text))
        .with_hint("name only what is to be there afterwards; `--purge` takes all rows away first");
  }
}

std::vector<RevisionId> ids_of(const RevisionGraph& graph, const std::set<Vertex>& rows) {
  std::vector<RevisionId> ids;
  ids.reserve(rows.size());
  for (const Vertex row : rows) ids.push_back(graph[row].id);
  std::ranges::sort(ids);
  return ids;
}

}  // namespace

std::vector<RevisionId> plan_stamp(const RevisionGraph& graph, std::span<const RevisionId> current,
                                   std::span<const Target> targets) {
  Stamp stamp;
  for (const Target& target : targets) add(stamp, graph, current, target);
  const std::vector<Vertex> before = known_rows(graph, current);
  const std::vector<Vertex> leaving =
      stamp.everything ? before : marked(before, related_to(graph, stamp.related));

  std::set<Vertex> rows = rows_after(graph, stamp, before, leaving);
  if (targets.size() == 1) return ids_of(graph, rows);
  refuse_contradictions(graph, targets, stamp.rows);
  // Alembic takes several targets as they come; here all of them stand, and none implies another.
  rows.insert(stamp.rows.begin(), stamp.rows.end());
  const std::vector<Vertex> stamped(rows.begin(), rows.end());
  return rows_of(graph, graph.below(stamped, Edges::parents_and_dependencies));
}

}  // namespace migrate
