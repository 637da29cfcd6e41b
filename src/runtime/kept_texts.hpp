#pragma once

#include <optional>

#include "migrate/error.hpp"
#include "revision/revision_file.hpp"

namespace migrate {

/// Why the history cannot keep a file, the sections included that a plan does not run and nobody
/// has judged: an Error (Fault::revision) when it holds a NUL byte, or is not UTF-8.
[[nodiscard]] std::optional<Error> unkeepable(const RevisionFile& file);

}  // namespace migrate
