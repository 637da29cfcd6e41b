#include "graph/row_changes.hpp"

#include <algorithm>

namespace migrate {
namespace {

std::vector<RevisionId> ids_of(const RevisionGraph& graph, std::span<const std::uint32_t> rows) {
  std::vector<RevisionId> ids;
  ids.reserve(rows.size());
  for (const std::uint32_t row : rows) ids.push_back(graph[row].id);
  return ids;
}

}  // namespace

void RowChanges::reserve(std::size_t steps) {
  rows_.reserve(2 * steps);
  ends_.reserve(steps);
}

void RowChanges::add(const VertexChange& change) {
  End end;
  for (const Vertex row : change.removed) rows_.push_back(static_cast<Number>(row));
  end.removed = static_cast<Number>(rows_.size());
  for (const Vertex row : change.added) rows_.push_back(static_cast<Number>(row));
  end.added = static_cast<Number>(rows_.size());
  ends_.push_back(end);
}

RowChange RowChanges::of(const RevisionGraph& graph, std::size_t step) const {
  return {ids_of(graph, removed(step)), ids_of(graph, added(step))};
}

std::size_t RowChanges::longest_added(const RevisionGraph& graph) const {
  std::size_t longest = 0;
  for (std::size_t step = 0; step < size(); ++step) {
    for (const Number row : added(step)) longest = std::max(longest, graph[row].id.size());
  }
  return longest;
}

std::span<const RowChanges::Number> RowChanges::removed(std::size_t step) const {
  const std::size_t begin = step == 0 ? 0 : ends_[step - 1].added;
  return std::span(rows_).subspan(begin, ends_[step].removed - begin);
}

std::span<const RowChanges::Number> RowChanges::added(std::size_t step) const {
  const std::size_t begin = ends_[step].removed;
  return std::span(rows_).subspan(begin, ends_[step].added - begin);
}

}  // namespace migrate
