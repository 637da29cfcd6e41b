#include "command/merge.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "command/current_rows.hpp"

namespace migrate {
namespace {

std::vector<Vertex> distinct_parents(const MergeArgs& args, const Project& project,
                                     Output& output) {
  std::vector<Vertex> parents;
  for (const std::string& text : args.revisions) {
    for (const Vertex vertex : resolve_asking(project, text, output)) {
      if (std::ranges::find(parents, vertex) == parents.end()) parents.push_back(vertex);
    }
  }
  return parents;
}

/// A merge joins branches: a parent that stands on another parent joins nothing.
void require_apart(const RevisionGraph& graph, std::span<const Vertex> parents) {
  for (const Vertex upper : parents) {
    const RevisionGraph::Marks below = graph.below({&upper, 1}, RevisionGraph::Edges::parents);
    for (const Vertex lower : parents) {
      if (lower == upper || !below[lower]) continue;
      throw Error(Fault::usage,
                  fmt::format("revision {} stands on {} already: there is nothing to merge",
                              graph[upper].id, graph[lower].id));
    }
  }
}

}  // namespace

void run_merge(const MergeArgs& args, const Project& project, Output& output) {
  const RevisionGraph& graph = project.graph();
  const std::vector<Vertex> parents = distinct_parents(args, project, output);
  if (parents.size() < 2) {
    throw Error(Fault::usage, parents.empty() ? std::string("there is no revision to merge")
                                              : fmt::format("there is only {} to merge",
                                                            graph[parents.front()].id))
        .with_hint("name two revisions or more; `migrate heads` shows the heads");
  }
  require_heads_unless(args.file.splice, graph, parents);
  require_apart(graph, parents);

  NewRevision revision;
  for (const Vertex parent : parents) revision.parents.push_back(graph[parent].id);
  revision.message = args.message.empty()
                         ? fmt::format("merge {}", fmt::join(revision.parents, " and "))
                         : args.message;
  revision.upgrade_sql = "";
  const std::filesystem::path folder =
      std::filesystem::path(graph[parents.front()].file).parent_path();
  add_revision(project, std::move(revision), args.file, folder, "merge", output);
}

}  // namespace migrate
