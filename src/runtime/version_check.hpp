#pragma once

#include "db/connection.hpp"
#include "graph/revision_graph.hpp"

namespace migrate {

/// Throws Error (Fault::database) that names every row that no revision file declares. Writers ask
/// this first; readers print such rows and go on.
void require_known_rows(const RevisionGraph& graph, const VersionTable& table);

}  // namespace migrate
