#pragma once

#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "graph/revision.hpp"
#include "migrate/observer.hpp"
#include "runtime/project.hpp"

namespace migrate {

/// What is to be done about a section outside a transaction that was left unfinished.
enum class UnfinishedRepair {
  done,     ///< the statement that was running counts as done
  retry,    ///< it counts as not begun, and runs again
  restart,  ///< all statements run again
  abandon,  ///< the step counts as failed; what has run stays
};

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

/// Changes the journal of the unfinished step of `name`, a revision's id or a unique prefix of it.
/// Throws Error (Fault::usage) that names the unfinished steps there are.
[[nodiscard]] Repaired repair_unfinished(const Project& project, UnfinishedRepair repair,
                                         const std::string& name, Observer& observer,
                                         const std::stop_token& stop);

}  // namespace migrate
