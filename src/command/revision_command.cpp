#include "command/revision_command.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/files.hpp"
#include "command/current_rows.hpp"
#include "graph/candidates.hpp"
#include "graph/resolve.hpp"

namespace migrate {
namespace {

namespace fs = std::filesystem;

/// The parents that `--head` names; in an empty history `head` is none.
std::vector<Vertex> parents_of(const RevisionArgs& args, const Project& project, Output& output) {
  const RevisionGraph& graph = project.graph();
  const bool any_head = args.head == "head" || args.head == "heads";
  if (graph.size() == 0 && any_head) return {};
  if (args.head == "head" && graph.heads().size() > 1) {
    throw Error(Fault::usage, fmt::format("there are {} heads to write the revision on: {}",
                                          graph.heads().size(), with_files(graph, graph.heads())))
        .with_hint(
            fmt::format("choose one with `--head {}`, or join them with `migrate merge heads`",
                        graph[graph.heads().front()].id));
  }
  std::vector<Vertex> parents = resolve_asking(project, args.head, output);
  require_heads_unless(args.file.splice, graph, parents);
  return parents;
}

/// Prefixes are made whole; a label stays a label. What is named twice counts once.
std::vector<std::string> dependencies_of(const RevisionArgs& args, const RevisionGraph& graph) {
  std::vector<std::string> ids;
  for (const std::string& name : args.depends_on) {
    const std::string id = graph.find_label(name) ? name : graph[resolve_name(graph, name)].id;
    if (std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
  }
  return ids;
}

/// The folder that was asked for, else the first parent's, else the first location.
fs::path folder_of(const RevisionArgs& args, const Project& project,
                   std::span<const Vertex> parents) {
  if (args.version_path) {
    require_version_location(*args.version_path, project.config());
    return *args.version_path;
  }
  if (!parents.empty()) return fs::path(project.graph()[parents.front()].file).parent_path();
  return project.config().version_locations.front();
}

}  // namespace

void run_revision(const RevisionArgs& args, const Project& project, Output& output) {
  const RevisionGraph& graph = project.graph();
  const std::vector<Vertex> parents = parents_of(args, project, output);
  NewRevision revision;
  for (const Vertex parent : parents) revision.parents.push_back(graph[parent].id);
  revision.depends_on = dependencies_of(args, graph);
  revision.message = args.message;
  if (args.sql_up) revision.upgrade_sql = read_file(*args.sql_up);
  if (args.sql_down) revision.downgrade_sql = read_file(*args.sql_down);
  add_revision(project, std::move(revision), args.file, folder_of(args, project, parents),
               "revision", output);
}

}  // namespace migrate
