#pragma once

#include <optional>
#include <vector>

#include "base/engine_kind.hpp"
#include "graph/revision.hpp"
#include "migrate/error.hpp"
#include "revision/revision_source.hpp"

namespace migrate {

/// Everything that is wrong with a revision's file, without a database: what it does not parse, what
/// its sections must not hold, an engine for which it has no upgrade. With `engine`, for that one;
/// without, for every engine, where a common section is refused only if all that run it refuse it.
[[nodiscard]] std::vector<Error> problems_in_sections(const RevisionSource& source,
                                                      const Revision& revision,
                                                      std::optional<EngineKind> engine);

}  // namespace migrate
