#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "graph/revision.hpp"
#include "graph/revision_graph.hpp"
#include "graph/target.hpp"

namespace migrate {

/// The one revision that a full id, a unique prefix or a label names. Throws Error (Fault::usage):
/// none (with the nearest id or label), or several (each named with its file).
[[nodiscard]] Vertex resolve_name(const RevisionGraph& graph, std::string_view name);

/// The revisions that a target means where no direction is implied (`show`, `edit`, `merge`,
/// `revision --head`, a side of a range). `base` is none. `current` are the rows of the database,
/// for `current` and for relative targets; rows that the graph does not know are left out. Several
/// heads where one is asked for are an Error that names each with its file.
[[nodiscard]] std::vector<Vertex> resolve(const RevisionGraph& graph, const Target& target,
                                          std::span<const RevisionId> current = {});

/// The revisions of a range, both ends included, newest first (as `history -r` prints them). An
/// empty side means base or heads.
[[nodiscard]] std::vector<Vertex> resolve_range(const RevisionGraph& graph, const Range& range,
                                                std::span<const RevisionId> current = {});

}  // namespace migrate
