#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "command/output.hpp"
#include "command/script_target.hpp"
#include "runtime/project.hpp"

namespace migrate {

struct StampArgs {
  std::vector<std::string> targets;
  bool purge = false;  ///< take all rows away first, also those that no file declares
  ScriptArgs script;
};

/// Sets the version table to `args.targets` and runs no revision, or writes the script that would.
void run_stamp(const StampArgs& args, const Project& project, Output& output,
               const std::stop_token& stop);

}  // namespace migrate
