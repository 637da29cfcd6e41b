#include "command/branches.hpp"

#include <algorithm>

namespace migrate {

void run_branches(const BranchesArgs& args, const Project& project, Output& output) {
  const RevisionGraph& graph = project.graph();
  std::vector<Vertex> points;
  std::ranges::copy_if(graph.newest_first(), std::back_inserter(points),
                       [&](Vertex vertex) { return graph.children(vertex).size() > 1; });
  const Detail detail = args.verbose ? Detail::several_lines : Detail::one_line;
  output.listing(Listing(graph, std::move(points), Listing::Form::branch_points, detail));
}

}  // namespace migrate
