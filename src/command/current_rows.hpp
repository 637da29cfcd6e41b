#pragma once

#include <optional>
#include <vector>

#include "command/output.hpp"
#include "graph/target.hpp"
#include "runtime/project.hpp"

namespace migrate {

/// Whether a target means nothing without the database.
[[nodiscard]] bool needs_current(const std::optional<Target>& target) noexcept;

/// The rows of the configured database's version table, sorted, known or not.
[[nodiscard]] std::vector<RevisionId> current_rows(const Project& project, Output& output);

/// The revisions that `text` names; the database is asked only when the target needs it.
[[nodiscard]] std::vector<Vertex> resolve_asking(const Project& project, const std::string& text,
                                                 Output& output);

}  // namespace migrate
