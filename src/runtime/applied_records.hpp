#pragma once

#include <vector>

#include "graph/revision_graph.hpp"
#include "runtime/history_table.hpp"

namespace migrate {

/// Of each revision the row that says what was applied of it, oldest first; of revisions whose
/// record has ended there is none. A downgrade ends it, and so does a stamp that takes the revision
/// out of the applied set or puts it in: nobody knows what the database then has of it. Which
/// revisions a stamp moved, `graph` tells: what the rows stand on that no file declares, it does
/// not know.
[[nodiscard]] std::vector<HistoryMove> applied_records(const HistoryTable& history,
                                                       const RevisionGraph& graph);

/// The same of moves that were read, oldest first.
[[nodiscard]] std::vector<HistoryMove> applied_records(std::vector<HistoryMove> moves,
                                                       const RevisionGraph& graph);

}  // namespace migrate
