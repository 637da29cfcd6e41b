#pragma once

#include <optional>
#include <vector>

#include "base/engine_kind.hpp"
#include "graph/revision.hpp"
#include "migrate/error.hpp"
#include "revision/revision_source.hpp"

namespace migrate {

/// Everything that is wrong with a revision's file, without a database: what it does not parse,
/// what any of its sections must not hold, an engine for which it has none. A common section is
/// checked for `engine`; without one, what any engine takes is taken. A section for one engine is
/// checked for that one, and without `engine` no engine may go without.
[[nodiscard]] std::vector<Error> problems_in_sections(const RevisionSource& source,
                                                      const Revision& revision,
                                                      std::optional<EngineKind> engine);

/// Everything that is wrong with a set of revision files: their headers, their graph, and each of
/// those that are sound so far as problems_in_sections has it.
[[nodiscard]] std::vector<Error> problems_in_files(const RevisionSource& source,
                                                   const Headers& headers,
                                                   std::optional<EngineKind> engine);

}  // namespace migrate
