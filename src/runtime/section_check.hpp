#pragma once

#include <optional>
#include <vector>

#include "base/engine_kind.hpp"
#include "graph/revision_graph.hpp"
#include "migrate/error.hpp"
#include "revision/revision_source.hpp"

namespace migrate {

/// Everything that is wrong with the sections of a file that parses, without a database: what any
/// of them must not hold, an engine for which it has none. A common section is checked for
/// `engine`; without one, what any engine takes is taken. A section for one engine is checked for
/// that one, and without `engine` no engine may go without.
[[nodiscard]] std::vector<Error> problems_in_sections(const RevisionFile& file,
                                                      std::optional<EngineKind> engine);

/// All files of a source, read whole.
struct CheckedFiles {
  /// What is wrong with their headers, with their graph, and with each of those that are sound so
  /// far: what it does not parse, and problems_in_sections.
  std::vector<Error> problems;
  std::optional<RevisionGraph> graph;  ///< where headers and graph are sound
};
[[nodiscard]] CheckedFiles check_files(const RevisionSource& source,
                                       std::optional<EngineKind> engine);

}  // namespace migrate
