#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "command/output.hpp"
#include "runtime/project.hpp"

namespace migrate {

/// What is to be repaired; exactly one of these.
struct RepairArgs {
  std::vector<std::string> accept;   ///< take the files of these revisions as they are now
  std::optional<std::string> done;   ///< the rest are about this revision's unfinished section,
  std::optional<std::string> retry;  ///< see UnfinishedRepair
  std::optional<std::string> restart;
  std::optional<std::string> abandon;
};

/// Corrects the history where a person knows more than it. Runs no revision.
void run_repair(const RepairArgs& args, const Project& project, Output& output,
                const std::stop_token& stop);

}  // namespace migrate
