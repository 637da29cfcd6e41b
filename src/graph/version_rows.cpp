#include "graph/version_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>

#include "migrate/error.hpp"

namespace migrate {
namespace {

std::vector<std::size_t> count_covers(const RevisionGraph& graph,
                                      const RevisionGraph::Marks& applied) {
  std::vector<std::size_t> covers(graph.size());
  for (Vertex revision = 0; revision < graph.size(); ++revision) {
    if (!applied[revision]) continue;
    for (const Vertex below : graph.directly_below(revision)) ++covers[below];
  }
  return covers;
}

std::vector<RevisionId> uncovered(const RevisionGraph& graph, const RevisionGraph::Marks& applied,
                                  const std::vector<std::size_t>& covers) {
  std::vector<RevisionId> rows;
  for (Vertex revision = 0; revision < graph.size(); ++revision) {
    if (applied[revision] && covers[revision] == 0) rows.push_back(graph[revision].id);
  }
  std::ranges::sort(rows);
  return rows;
}

Vertex vertex_of_row(const RevisionGraph& graph, const RevisionId& row) {
  if (const auto vertex = graph.find(row)) return *vertex;
  throw Error(Fault::database,
              fmt::format("the database is at {}, which no revision file declares", row))
      .with_hint(
          "a newer checkout may have it; bring its file back before the database is changed");
}

}  // namespace

std::vector<RevisionId> rows_of(const RevisionGraph& graph, const RevisionGraph::Marks& applied) {
  return uncovered(graph, applied, count_covers(graph, applied));
}

RevisionGraph::Marks applied_set(const RevisionGraph& graph, std::span<const RevisionId> rows) {
  std::vector<Vertex> revisions;
  for (const RevisionId& row : rows) revisions.push_back(vertex_of_row(graph, row));
  return graph.below(revisions, RevisionGraph::Edges::parents_and_dependencies);
}

RowChange row_change(std::span<const RevisionId> before, std::span<const RevisionId> after) {
  RowChange change;
  std::ranges::set_difference(before, after, std::back_inserter(change.removed));
  std::ranges::set_difference(after, before, std::back_inserter(change.added));
  return change;
}

VersionRows::VersionRows(const RevisionGraph& graph, std::span<const RevisionId> rows)
    : graph_(&graph), applied_(applied_set(graph, rows)), covers_(count_covers(graph, applied_)) {}

VertexChange VersionRows::apply(Vertex revision) {
  VertexChange change;
  for (const Vertex below : graph_->directly_below(revision)) {
    if (covers_[below]++ == 0) change.removed.push_back(below);
  }
  sort_by_id(change.removed);
  change.added.push_back(revision);
  applied_[revision] = true;
  return change;
}

VertexChange VersionRows::undo(Vertex revision) {
  VertexChange change;
  for (const Vertex below : graph_->directly_below(revision)) {
    if (--covers_[below] == 0) change.added.push_back(below);
  }
  sort_by_id(change.added);
  change.removed.push_back(revision);
  applied_[revision] = false;
  return change;
}

void VersionRows::sort_by_id(std::vector<Vertex>& rows) const {
  std::ranges::sort(rows, {}, [this](Vertex row) { return std::string_view((*graph_)[row].id); });
}

bool VersionRows::is_applied(Vertex revision) const { return applied_[revision]; }

std::vector<RevisionId> VersionRows::rows() const { return uncovered(*graph_, applied_, covers_); }

}  // namespace migrate
