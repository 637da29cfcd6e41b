#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "graph/revision.hpp"

namespace migrate {

enum class Shape {
  line,    ///< each stands on the one before
  ladder,  ///< two beside each other on one, then one that merges them
};

/// `count` revisions of a shape; the same each time. Those of the ladder end in one head where
/// count % 3 is 1.
[[nodiscard]] std::vector<Revision> generated_revisions(Shape shape, std::size_t count);

/// The text of a revision file with `statements` INSERTs in its upgrade.
[[nodiscard]] std::string generated_file(std::size_t statements);

}  // namespace migrate
