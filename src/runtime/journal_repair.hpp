#pragma once

#include <stop_token>
#include <string>

#include "migrate/observer.hpp"
#include "runtime/history_repair.hpp"
#include "runtime/project.hpp"

namespace migrate {

/// What is to be done about a section outside a transaction that was left unfinished.
enum class UnfinishedRepair {
  done,     ///< the statement that was running counts as done
  retry,    ///< it counts as not begun, and runs again
  restart,  ///< all statements run again
  abandon,  ///< the step counts as failed; what has run stays
};

/// Changes the journal of the unfinished step of `name`, a revision's id or a unique prefix of it.
/// Throws Error (Fault::usage) that names the unfinished steps there are.
[[nodiscard]] Repaired repair_unfinished(const Project& project, UnfinishedRepair repair,
                                         const std::string& name, Observer& observer,
                                         const std::stop_token& stop);

}  // namespace migrate
