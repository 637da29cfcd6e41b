#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/revision.hpp"

namespace migrate {

/// A revision's number in its graph: 0 to size() - 1, in the order of file paths.
using Vertex = std::size_t;

/// A branch label and the revision that declares it.
struct BranchLabel {
  std::string_view name;  ///< belongs to the graph
  Vertex revision = 0;
};

/// All revisions and how they stand on each other. Immutable once built; a value is cheap to move.
///
/// "Below" a revision are its parents and dependencies, and theirs; "above" it the other way round.
/// Every walk is linear in what it visits.
class RevisionGraph {
 public:
  /// Validates and builds. Throws Error (Fault::revision) with all problems that `problems_in`
  /// (validate.hpp) finds.
  [[nodiscard]] static RevisionGraph build(std::vector<Revision> revisions);

  RevisionGraph(RevisionGraph&&) noexcept;
  RevisionGraph& operator=(RevisionGraph&&) noexcept;
  ~RevisionGraph();

  [[nodiscard]] std::size_t size() const noexcept;
  [[nodiscard]] const Revision& operator[](Vertex vertex) const;

  [[nodiscard]] std::optional<Vertex> find(std::string_view id) const;
  [[nodiscard]] std::optional<Vertex> find_label(std::string_view label) const;
  [[nodiscard]] std::span<const BranchLabel> labels() const noexcept;  ///< by name
  /// Every revision whose id starts with `prefix`, in the order of ids. O(log n + matches).
  [[nodiscard]] std::vector<Vertex> with_prefix(std::string_view prefix) const;

  [[nodiscard]] std::span<const Vertex> parents(Vertex vertex) const;   ///< as written
  [[nodiscard]] std::span<const Vertex> children(Vertex vertex) const;  ///< by file path
  /// Labels resolved; each once, and none that is a parent too.
  [[nodiscard]] std::span<const Vertex> dependencies(Vertex vertex) const;
  [[nodiscard]] std::span<const Vertex> dependents(Vertex vertex) const;  ///< by file path
  /// What the revision stands on directly: its parents, then its dependencies.
  [[nodiscard]] std::span<const Vertex> directly_below(Vertex vertex) const;
  /// What stands on the revision directly: its children, then its dependents.
  [[nodiscard]] std::span<const Vertex> directly_above(Vertex vertex) const;
  /// The labels of the branch that the revision is on: its own and those that reach it; sorted.
  [[nodiscard]] std::vector<std::string_view> branch_labels(Vertex vertex) const;

  [[nodiscard]] std::span<const Vertex> bases() const noexcept;  ///< no parent; by file path
  [[nodiscard]] std::span<const Vertex> heads() const noexcept;  ///< nobody's parent; by file path

  /// Every revision, parents and dependencies first, ties by file path.
  [[nodiscard]] std::span<const Vertex> order() const noexcept;
  /// Every revision, children and dependents first, ties by file path.
  [[nodiscard]] std::span<const Vertex> newest_first() const noexcept;

  /// One mark for each revision.
  using Marks = std::vector<bool>;

  /// Which ways a walk goes.
  enum class Edges { parents, parents_and_dependencies };

  /// Marks `from` and all below it.
  [[nodiscard]] Marks below(std::span<const Vertex> from, Edges edges) const;
  /// Marks `from` and all above it.
  [[nodiscard]] Marks above(std::span<const Vertex> from, Edges edges) const;

 private:
  struct Impl;
  explicit RevisionGraph(std::unique_ptr<const Impl> impl) noexcept;
  std::unique_ptr<const Impl> impl_;
};

}  // namespace migrate
