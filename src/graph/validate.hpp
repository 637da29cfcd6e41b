#pragma once

#include <span>
#include <vector>

#include "graph/revision.hpp"
#include "migrate/error.hpp"

namespace migrate {

/// Everything that is wrong with a set of revisions, each as an Error (Fault::revision) with file
/// and line: duplicate ids (both files named), unknown parents and dependencies (with the nearest
/// id), cycles (the whole cycle printed), labels that clash with an id or with another label.
/// Empty when the graph is sound.
[[nodiscard]] std::vector<Error> problems_in(std::span<const Revision> revisions);

}  // namespace migrate
