#pragma once

#include <span>
#include <string>
#include <vector>

#include "graph/plan.hpp"
#include "graph/revision_graph.hpp"

namespace migrate {

using Ids = std::vector<RevisionId>;

/// The ids of `revisions`, in their order.
[[nodiscard]] inline Ids ids_of(const RevisionGraph& graph, std::span<const Vertex> revisions) {
  Ids ids;
  for (const Vertex revision : revisions) ids.push_back(graph[revision].id);
  return ids;
}

/// The ids that `marks` has, in the order of files.
[[nodiscard]] inline Ids ids_of(const RevisionGraph& graph, const RevisionGraph::Marks& marks) {
  Ids ids;
  for (Vertex revision = 0; revision < graph.size(); ++revision) {
    if (marks[revision]) ids.push_back(graph[revision].id);
  }
  return ids;
}

/// The ids of a plan's steps, in their order.
[[nodiscard]] inline Ids ids_of(const RevisionGraph& graph, const Plan& plan) {
  Ids ids;
  for (const PlanStep& step : plan.steps) ids.push_back(graph[step.revision].id);
  return ids;
}

}  // namespace migrate
