#include "graph/resolve.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "base/edit_distance.hpp"
#include "graph/candidates.hpp"
#include "graph/history_text.hpp"
#include "graph/walk.hpp"
#include "migrate/error.hpp"

namespace migrate {
namespace {

using Edges = RevisionGraph::Edges;

/// As in Alembic, shorter ids and labels must be written in full.
constexpr std::size_t kShortestAbbreviated = 4;

/// What a name may be short for.
std::vector<Vertex> starting_with(const RevisionGraph& graph, std::string_view prefix) {
  std::vector<Vertex> found;
  if (prefix.empty()) return found;
  for (const Vertex vertex : graph.with_prefix(prefix)) {
    if (graph[vertex].id.size() >= kShortestAbbreviated) found.push_back(vertex);
  }
  for (const BranchLabel& label : graph.labels()) {
    const bool fits = label.name.size() >= kShortestAbbreviated && label.name.starts_with(prefix);
    if (fits && std::ranges::find(found, label.revision) == found.end()) {
      found.push_back(label.revision);
    }
  }
  return found;
}

std::vector<std::string_view> all_names(const RevisionGraph& graph) {
  std::vector<std::string_view> names;
  for (Vertex vertex = 0; vertex < graph.size(); ++vertex) names.emplace_back(graph[vertex].id);
  for (const BranchLabel& label : graph.labels()) names.push_back(label.name);
  return names;
}

Error unknown_name(const RevisionGraph& graph, std::string_view name) {
  std::string hint = did_you_mean(name, all_names(graph));
  if (hint.empty()) hint = "`migrate history` lists the revisions";
  return Error(Fault::usage, fmt::format("there is no revision or branch label `{}`", name))
      .with_hint(std::move(hint));
}

Vertex sole_candidate(const RevisionGraph& graph, std::string_view name,
                      std::span<const Vertex> candidates) {
  if (candidates.empty()) throw unknown_name(graph, name);
  if (candidates.size() == 1) return candidates.front();
  throw Error(Fault::usage,
              fmt::format("`{}` is ambiguous: it may mean {}", name, with_files(graph, candidates)))
      .with_hint("write more of the id");
}

std::optional<Vertex> find_exactly(const RevisionGraph& graph, std::string_view name) {
  const std::optional<Vertex> by_id = graph.find(name);
  return by_id ? by_id : graph.find_label(name);
}

Vertex resolve_on_branch(const RevisionGraph& graph, const std::string& branch,
                         std::string_view name) {
  const auto on_branch = lineage(graph, resolve_name(graph, branch));
  const std::optional<Vertex> exact = find_exactly(graph, name);
  if (exact && on_branch[*exact]) return *exact;
  const auto candidates = starting_with(graph, name);
  const auto fitting = marked(candidates, on_branch);
  if (!exact && (!fitting.empty() || candidates.empty()))
    return sole_candidate(graph, name, fitting);
  const Vertex elsewhere = exact ? *exact : candidates.front();
  throw Error(Fault::usage,
              fmt::format("{} is not on branch `{}`", with_file(graph, elsewhere), branch))
      .with_hint("leave the branch out, or name a revision that is above or below it");
}

std::vector<Vertex> heads_on(const RevisionGraph& graph, const std::optional<std::string>& branch) {
  std::vector<Vertex> heads(graph.heads().begin(), graph.heads().end());
  return branch ? marked(heads, lineage(graph, resolve_name(graph, *branch))) : heads;
}

std::vector<Vertex> sole_head(const RevisionGraph& graph, const Target& target) {
  std::vector<Vertex> heads = heads_on(graph, target.branch);
  if (heads.size() <= 1) return heads;
  const std::string where =
      target.branch ? fmt::format("branch `{}` has", *target.branch) : "there are";
  const std::string hint =
      target.branch ? fmt::format("use `{}@heads` for all of them, or name one", *target.branch)
                    : "use `heads` for all of them, `LABEL@head` or an id for one, or join them "
                      "with `migrate merge heads`";
  throw Error(Fault::usage, fmt::format("`{}` is ambiguous: {} {} heads: {}", target.text, where,
                                        heads.size(), with_files(graph, heads)))
      .with_hint(hint);
}

std::vector<Vertex> current_rows(const RevisionGraph& graph, const Target& target,
                                 std::span<const RevisionId> current) {
  std::vector<Vertex> rows = known_rows(graph, current);
  return target.branch ? marked(rows, lineage(graph, resolve_name(graph, *target.branch))) : rows;
}

std::vector<Vertex> nothing_of(const RevisionGraph& graph, const Target& target) {
  if (target.branch) static_cast<void>(resolve_name(graph, *target.branch));  // it must exist
  return {};
}

/// Counts back from the right side of a range; what falls off the start is the first revision.
std::vector<Vertex> back_from(const RevisionGraph& graph, const Target& target,
                              std::span<const Vertex> ends) {
  std::vector<Vertex> found(ends.begin(), ends.end());
  if (target.branch) found = marked(ends, lineage(graph, resolve_name(graph, *target.branch)));
  for (Vertex& end : found) {
    Target step = target;
    step.offset = -1;
    for (int gone = 0; gone > target.offset; --gone) {
      const Position below = walk_down(graph, end, step, AtEnd::stay);
      if (!below) break;
      end = *below;
    }
  }
  return found;
}

Error bad_side(const Target& side, const std::string& why) {
  return Error(Fault::usage, fmt::format("`{}` {}", side.text, why))
      .with_hint(
          "a range is `FROM:TO`, such as `3f2a:head`, `base:3f2a`, `-3:head`, `3f2a:+2` or "
          "`current:`");
}

bool is_relative(const std::optional<Target>& side) {
  return side && side->symbol == Target::Symbol::relative;
}

struct Ends {
  std::vector<Vertex> from;  // empty for base
  std::vector<Vertex> to;
};

std::vector<Vertex> up_from(const RevisionGraph& graph, const Target& target,
                            std::span<const Vertex> from) {
  if (from.size() > 1)
    throw bad_side(target, "is ambiguous: it counts from " + with_files(graph, from));
  const Position start = from.empty() ? Position() : from.front();
  const Position end = walk_up(graph, start, target, AtEnd::stay);
  return end ? std::vector{*end} : std::vector<Vertex>{};
}

Ends ends_of(const RevisionGraph& graph, const Range& range, std::span<const RevisionId> current) {
  if (is_relative(range.from) && range.from->offset > 0) {
    throw bad_side(*range.from, "is no start of a range: it has nothing to count from");
  }
  if (is_relative(range.from) && is_relative(range.to)) {
    throw bad_side(*range.to, "has nothing to count from: the other side is relative too");
  }
  const std::vector<Vertex> heads = heads_on(graph, std::nullopt);
  Ends ends;
  if (range.from && !is_relative(range.from)) ends.from = resolve(graph, *range.from, current);
  if (!range.to) {
    ends.to = heads;
  } else if (!is_relative(range.to)) {
    ends.to = resolve(graph, *range.to, current);
  } else if (range.to->offset > 0) {
    ends.to = up_from(graph, *range.to, ends.from);
  } else {
    ends.to = back_from(graph, *range.to, heads);
  }
  if (is_relative(range.from)) ends.from = back_from(graph, *range.from, ends.to);
  return ends;
}

}  // namespace

Vertex resolve_name(const RevisionGraph& graph, std::string_view name) {
  if (const auto exact = find_exactly(graph, name)) return *exact;
  return sole_candidate(graph, name, starting_with(graph, name));
}

std::vector<Vertex> resolve(const RevisionGraph& graph, const Target& target,
                            std::span<const RevisionId> current) {
  if (target.offset != 0) {
    const Position end = walk_to(graph, target, current).to;
    return end ? std::vector{*end} : std::vector<Vertex>{};
  }
  switch (target.symbol) {
    case Target::Symbol::name:
      return {target.branch ? resolve_on_branch(graph, *target.branch, target.name)
                            : resolve_name(graph, target.name)};
    case Target::Symbol::head:
      return sole_head(graph, target);
    case Target::Symbol::heads:
      return heads_on(graph, target.branch);
    case Target::Symbol::current:
      return current_rows(graph, target, current);
    case Target::Symbol::base:
    case Target::Symbol::relative:
      break;
  }
  return nothing_of(graph, target);
}

std::vector<Vertex> resolve_range(const RevisionGraph& graph, const Range& range,
                                  std::span<const RevisionId> current) {
  Ends ends = ends_of(graph, range, current);
  if (range.from && range.from->branch) {
    ends.to = marked(ends.to, lineage(graph, resolve_name(graph, *range.from->branch)));
  }
  RevisionGraph::Marks wanted = graph.below(ends.to, Edges::parents_and_dependencies);
  for (const Vertex start : ends.from) {
    if (wanted[start]) continue;
    throw Error(Fault::usage,
                fmt::format("{} is not below the end of the range", with_file(graph, start)))
        .with_hint("a range goes from a revision up to one that stands on it: `FROM:TO`");
  }
  if (!ends.from.empty()) {
    const RevisionGraph::Marks above = graph.above(ends.from, Edges::parents);
    for (Vertex vertex = 0; vertex < wanted.size(); ++vertex)
      wanted[vertex] = wanted[vertex] && above[vertex];
  }
  return marked(graph.newest_first(), wanted);
}

}  // namespace migrate
