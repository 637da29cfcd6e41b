#include "command/check.hpp"

#include <fmt/format.h>

#include "runtime/section_check.hpp"

namespace migrate {
namespace {

Error several_heads(const RevisionGraph& graph) {
  std::string names;
  for (const Vertex head : graph.heads()) {
    names += fmt::format("{}{} ({})", names.empty() ? "" : ", ", graph[head].id, graph[head].file);
  }
  return Error(Fault::revision, fmt::format("there are {} heads: {}", graph.heads().size(), names))
      .with_hint("join them with `migrate merge heads`");
}

}  // namespace

void run_check(const CheckArgs& args, const Project& project, Output& output) {
  const RevisionGraph& graph = project.graph();
  std::optional<EngineKind> engine;
  if (project.config().database_url) engine = project.config().database_url->engine;

  std::vector<Error> problems;
  Checked checked{graph.size(), {}};
  for (const Vertex vertex : graph.order()) {
    const std::vector<Error> found = problems_in_sections(project.source(), graph[vertex], engine);
    problems.insert(problems.end(), found.begin(), found.end());
  }
  for (const Vertex head : graph.heads()) checked.heads.push_back(graph[head].id);
  if (args.single_head && checked.heads.size() > 1) problems.push_back(several_heads(graph));
  if (!problems.empty()) throw Error::all(problems);
  output.checked(checked);
}

}  // namespace migrate
