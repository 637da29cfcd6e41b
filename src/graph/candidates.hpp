#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "graph/revision_graph.hpp"

namespace migrate {

/// "3f2a9c81d0b4 (versions/x.sql)": how a message names a revision.
[[nodiscard]] std::string with_file(const RevisionGraph& graph, Vertex revision);

/// Several of them, separated by commas; of very many only the first, and how many more there are.
[[nodiscard]] std::string with_files(const RevisionGraph& graph, std::span<const Vertex> revisions);

}  // namespace migrate
