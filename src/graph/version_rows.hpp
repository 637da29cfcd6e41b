#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "graph/revision.hpp"
#include "graph/revision_graph.hpp"

namespace migrate {

/// The rows that go and the rows that come when the applied set changes.
struct RowChange {
  std::vector<RevisionId> removed;  ///< sorted
  std::vector<RevisionId> added;    ///< sorted
};

/// The same by the revisions' numbers, in the same order.
struct VertexChange {
  std::vector<Vertex> removed;
  std::vector<Vertex> added;
};

/// The rows of an applied set: its maximal revisions, parents and dependencies both counted; sorted
/// by id. `applied` must be closed under both.
[[nodiscard]] std::vector<RevisionId> rows_of(const RevisionGraph& graph,
                                              const RevisionGraph::Marks& applied);

/// The applied set of rows: they and all below them.
[[nodiscard]] RevisionGraph::Marks applied_set(const RevisionGraph& graph,
                                               std::span<const RevisionId> rows);

/// The difference between two sorted lists of rows.
[[nodiscard]] RowChange row_change(std::span<const RevisionId> before,
                                   std::span<const RevisionId> after);

/// An applied set that is walked step by step and knows which rows each step changes, each step in
/// time proportional to the revision's own edges.
class VersionRows {
 public:
  VersionRows(const RevisionGraph& graph, std::span<const RevisionId> rows);

  /// Applies a revision all of whose parents and dependencies are applied.
  VertexChange apply(Vertex revision);
  /// Undoes a revision on which nothing applied stands.
  VertexChange undo(Vertex revision);

  [[nodiscard]] bool is_applied(Vertex revision) const;
  [[nodiscard]] std::vector<RevisionId> rows() const;  ///< sorted by id

 private:
  const RevisionGraph* graph_;
  RevisionGraph::Marks applied_;
  std::vector<std::size_t> covers_;  ///< how many applied revisions stand directly on each

  void sort_by_id(std::vector<Vertex>& rows) const;
};

}  // namespace migrate
