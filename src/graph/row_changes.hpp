#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "graph/revision_graph.hpp"
#include "graph/version_rows.hpp"

namespace migrate {

/// What each step of a plan does to the version rows, kept as numbers one after the other: a plan
/// may have very many steps.
class RowChanges {
 public:
  [[nodiscard]] std::size_t size() const noexcept { return ends_.size(); }
  void reserve(std::size_t steps);

  /// Adds what the next step does. All rows are revisions of the graph.
  void add(const VertexChange& change);

  /// What the step with this number does, in words of `graph`, for which it was made.
  [[nodiscard]] RowChange of(const RevisionGraph& graph, std::size_t step) const;

  /// The length of the longest id that any step adds.
  [[nodiscard]] std::size_t longest_added(const RevisionGraph& graph) const;

 private:
  using Number = std::uint32_t;

  /// Where a step's rows end in rows_: those that go, then those that come.
  struct End {
    Number removed = 0;
    Number added = 0;
  };

  std::vector<Number> rows_;
  std::vector<End> ends_;

  [[nodiscard]] std::span<const Number> removed(std::size_t step) const;
  [[nodiscard]] std::span<const Number> added(std::size_t step) const;
};

}  // namespace migrate
