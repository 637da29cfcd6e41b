#pragma once

#include <cstddef>
#include <vector>

namespace migrate {

/// For each revision those that it stands on directly, by number.
using LinksBelow = std::vector<std::vector<std::size_t>>;

/// Revisions of which each stands on the next, and the last on the first.
using Cycle = std::vector<std::size_t>;

/// One cycle of every knot: of the revisions that all stand on each other, which can have very
/// many. Links from a revision to itself do not count.
[[nodiscard]] std::vector<Cycle> cycles_in(const LinksBelow& below);

}  // namespace migrate
