#pragma once

#include <optional>
#include <vector>

#include "command/output.hpp"
#include "graph/target.hpp"
#include "runtime/project.hpp"
#include "runtime/version_check.hpp"

namespace migrate {

/// Whether a target means nothing without the database.
[[nodiscard]] bool needs_current(const std::optional<Target>& target) noexcept;

/// The rows of the configured database's version table, sorted, known or not.
[[nodiscard]] std::vector<RevisionId> current_rows(const Project& project, Output& output);

/// Those of `rows` that no file declares, with what the database's history knows of them.
[[nodiscard]] std::vector<UnknownRow> unknown_rows(const Project& project,
                                                   const std::vector<RevisionId>& rows,
                                                   Output& output);

/// The steps that earlier runs left half done, as "the upgrade of 3f2a9c81d0b4".
[[nodiscard]] std::vector<std::string> half_done_steps(const Project& project, Output& output);

/// What the history says that is in the way of an upgrade.
struct UpgradeObstacles {
  std::vector<std::string> half_done;    ///< as half_done_steps gives them
  std::vector<Status::Changed> changed;  ///< none where upgrades do not look for them
};
[[nodiscard]] UpgradeObstacles upgrade_obstacles(const Project& project, Output& output);

/// The revisions of the checkout that `rows` stand on; below a row that no file declares, as far as
/// the history knows.
[[nodiscard]] RevisionGraph::Marks applied_below(const Project& project,
                                                 const std::vector<RevisionId>& rows,
                                                 Output& output);

/// Whether a target that stands alone means something else on another database.
[[nodiscard]] bool counts_from_current(const Target& target) noexcept;

/// The revisions that `text` names, for what is to be written; the database is asked only when the
/// target needs it. Throws Error (Fault::database) when it then has a row that no file declares.
[[nodiscard]] std::vector<Vertex> resolve_asking(const Project& project, const std::string& text,
                                                 Output& output);

}  // namespace migrate
