// Says how long planning takes in a large history, reading and building not counted.
//
//   plan_timer FOLDER base|middle
//
// Prints the nanoseconds that `upgrade heads` takes to plan from there, and the number of steps.

#include <chrono>
#include <cstdio>
#include <exception>
#include <iostream>
#include <string_view>
#include <vector>

#include "graph/plan.hpp"
#include "graph/revision_graph.hpp"
#include "graph/target.hpp"
#include "revision/revision_source.hpp"

namespace {

using migrate::RevisionGraph;
using migrate::RevisionId;

/// The rows of a database half-way through the history.
std::vector<RevisionId> middle_of(const RevisionGraph& graph) {
  RevisionGraph::Marks applied(graph.size());
  for (const migrate::Vertex vertex : graph.order().first(graph.size() / 2)) applied[vertex] = true;
  return rows_of(graph, applied);
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 3) return 2;
  const RevisionGraph graph =
      RevisionGraph::build(migrate::open_folders({{argv[1]}, false})->headers());
  const bool middle = std::string_view(argv[2]) == "middle";
  const std::vector<RevisionId> rows = middle ? middle_of(graph) : std::vector<RevisionId>{};
  const auto began = std::chrono::steady_clock::now();
  const migrate::Plan plan = plan_upgrade(graph, rows, migrate::parse_target("heads"));
  const std::chrono::nanoseconds took = std::chrono::steady_clock::now() - began;
  std::cout << took.count() << ' ' << plan.steps.size() << '\n';
} catch (const std::exception& error) {
  std::fprintf(stderr, "plan_timer: %s\n", error.what());
  return 1;
}
