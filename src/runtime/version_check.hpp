#pragma once

#include <vector>

#include "db/connection.hpp"
#include "graph/revision_graph.hpp"

namespace migrate {

/// Those of `rows` that no file declares.
[[nodiscard]] std::vector<RevisionId> unknown_among(const RevisionGraph& graph,
                                                    const std::vector<RevisionId>& rows);

/// Throws Error (Fault::database) that names every row that no revision file declares. Writers ask
/// this first; readers print such rows and go on.
void require_known_rows(const RevisionGraph& graph, const VersionTable& table);

}  // namespace migrate
