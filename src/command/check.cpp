#include "command/check.hpp"

#include <fmt/format.h>

#include "graph/candidates.hpp"
#include "runtime/section_check.hpp"

namespace migrate {
namespace {

Error several_heads(const RevisionGraph& graph) {
  return Error(Fault::revision, fmt::format("there are {} heads: {}", graph.heads().size(),
                                            with_files(graph, graph.heads())))
      .with_hint("join them with `migrate merge heads`");
}

}  // namespace

void run_check(const CheckArgs& args, const Project& project, Output& output) {
  std::optional<EngineKind> engine;
  if (project.config().database_url) engine = project.config().database_url->engine;

  const CheckedFiles files = check_files(project.source(), engine);
  if (!files.problems.empty()) throw Error::all(files.problems);

  const RevisionGraph& graph = *files.graph;
  if (args.single_head && graph.heads().size() > 1) throw several_heads(graph);
  Checked checked{graph.size(), {}};
  for (const Vertex head : graph.heads()) checked.heads.push_back(graph[head].id);
  output.checked(checked);
}

}  // namespace migrate
