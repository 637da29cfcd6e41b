#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "graph/revision.hpp"
#include "graph/revision_graph.hpp"

namespace migrate {

/// Revisions from text, one on each line or between semicolons, parents after an arrow, branch
/// labels in brackets, dependencies in parentheses:
///
///     a
///     b1 <- a [left]
///     b2 <- a [right] (c)
///     c; d <- b1 b2
///
/// A revision's file is "ID.sql", so that ties go by id; its message is "add ID". The lines of the
/// keys are those of a file that begins "-- add ID": revision 3, down_revision 4, branch_labels 5,
/// depends_on 6.
[[nodiscard]] std::vector<Revision> revisions_of(std::string_view text);

/// Such a text: a line of `count` revisions, r0 to the last.
[[nodiscard]] std::string line_of(std::size_t count);

/// The graph of such a text, which must be sound.
[[nodiscard]] RevisionGraph graph_of(std::string_view text);

}  // namespace migrate
