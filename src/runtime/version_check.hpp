#pragma once

#include <vector>

#include "db/connection.hpp"
#include "graph/revision_graph.hpp"
#include "runtime/history_table.hpp"

namespace migrate {

/// Those of `rows` that no file declares.
[[nodiscard]] std::vector<RevisionId> unknown_among(const RevisionGraph& graph,
                                                    const std::vector<RevisionId>& rows);

/// What the history says of revisions that no file declares, one row each; nothing where no history
/// is kept, or it may not be read. `history` is qualified; its name is empty where none is wanted.
[[nodiscard]] std::vector<HistoryRow> remembered(Connection& connection, const TableName& history,
                                                 const std::vector<RevisionId>& unknown);

/// Throws Error (Fault::database) that names every row that no revision file declares, what the
/// history knows of it, and the ways on. Writers ask this first; readers print such rows and go on.
void require_known_rows(const RevisionGraph& graph, const VersionTable& table,
                        Connection& connection, const TableName& history);

/// The same for who has no connection any more.
void require_known_rows(const RevisionGraph& graph, const VersionTable& table);

}  // namespace migrate
