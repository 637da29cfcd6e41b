#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "graph/revision_graph.hpp"

namespace migrate {

/// Which branch labels reach which revision. A label reaches all descendants of the revision that
/// declares it; and, when from there to the head nothing branches, merges or is depended on twice,
/// its ancestors as well, down to the first branch or merge.
///
/// Sets that are equal because they were inherited are stored once, and a set only names those it
/// inherits from, so memory is linear however many labels there are. The labels belong to the
/// graph.
class LabelSets {
 public:
  LabelSets() = default;
  explicit LabelSets(const RevisionGraph& graph);

  /// Sorted. Takes time in proportion to the labels found.
  [[nodiscard]] std::vector<std::string_view> of(Vertex revision) const;

 private:
  using SetId = std::uint32_t;  // an index of sets_; 0 is the empty set

  struct Set {
    std::vector<std::string_view> own;
    std::vector<SetId> inherited;
  };

  std::vector<Set> sets_;
  std::vector<SetId> set_of_;  // for each revision; empty when there are no labels at all

  [[nodiscard]] SetId make_set(std::vector<std::string_view> own, std::span<const Vertex> parents);
};

}  // namespace migrate
