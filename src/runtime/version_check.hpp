#pragma once

#include <span>
#include <vector>

#include "db/connection.hpp"
#include "graph/revision_graph.hpp"

namespace migrate {

/// Throws Error (Fault::database) that names every row that no revision file declares. Writers ask
/// this first; readers print such rows and go on.
void require_known_rows(const RevisionGraph& graph, const VersionTable& table);

/// The rows that other rows imply: an Alembic that met a merge of dependent branches leaves them.
[[nodiscard]] std::vector<RevisionId> redundant_rows(const RevisionGraph& graph,
                                                     std::span<const RevisionId> rows);

}  // namespace migrate
