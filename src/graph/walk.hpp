#pragma once

#include <optional>
#include <span>
#include <vector>

#include "graph/revision_graph.hpp"
#include "graph/target.hpp"

namespace migrate {

/// Where a walk stands: on a revision, or before the first (nullopt).
using Position = std::optional<Vertex>;

/// What a walk does when the history ends before it has gone all its steps.
enum class AtEnd { refuse, stay };

/// A walk along parents, as `+2` and `-1` ask for. It follows parents only, never dependencies.
struct Walk {
  Position from;
  Position to;
};

/// All revisions on one line with `revision`: above it, below it, and itself; along parents.
[[nodiscard]] RevisionGraph::Marks lineage(const RevisionGraph& graph, Vertex revision);

/// The revisions of `candidates` that `marks` has.
[[nodiscard]] std::vector<Vertex> marked(std::span<const Vertex> candidates,
                                         const RevisionGraph::Marks& marks);

/// The known ones among the database's rows.
[[nodiscard]] std::vector<Vertex> known_rows(const RevisionGraph& graph,
                                             std::span<const RevisionId> current);

/// As many steps up as `target.offset` says; where the history branches, along `target.branch`, and
/// without one the target is refused. Throws Error (Fault::usage).
[[nodiscard]] Position walk_up(const RevisionGraph& graph, Position from, const Target& target,
                               AtEnd at_end);
/// As many steps down; at a merge the target is refused.
[[nodiscard]] Position walk_down(const RevisionGraph& graph, Position from, const Target& target,
                                 AtEnd at_end);

/// Where a target with an offset comes from and leads to. One without a name counts from the
/// database's current revisions, of which it must be clear which one is meant.
[[nodiscard]] Walk walk_to(const RevisionGraph& graph, const Target& target,
                           std::span<const RevisionId> current);

}  // namespace migrate
