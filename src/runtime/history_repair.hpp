#pragma once

#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "graph/revision.hpp"
#include "migrate/observer.hpp"
#include "runtime/project.hpp"

namespace migrate {

/// What a repair did.
struct Repaired {
  RevisionId revision;
  std::string what;  ///< a sentence without its full stop
  std::string next;  ///< a sentence: what the next run does; may be empty
};

/// Has the history say that the files of `names` (ids, prefixes or labels of applied revisions) are
/// what was applied: all or none. A file that is unchanged is left alone. Throws Error
/// (Fault::usage) for a name that means no applied revision.
[[nodiscard]] std::vector<Repaired> accept_files(const Project& project,
                                                 std::span<const std::string> names,
                                                 Observer& observer, const std::stop_token& stop);

}  // namespace migrate
