#pragma once

#include <stop_token>
#include <string>

#include "command/output.hpp"
#include "command/script_target.hpp"
#include "runtime/project.hpp"

namespace migrate {

struct UpgradeArgs {
  std::string target = "head";
  ScriptArgs script;
};

/// Brings the database up to `args.target`, or writes the script that would.
void run_upgrade(const UpgradeArgs& args, const Project& project, Output& output,
                 const std::stop_token& stop);

}  // namespace migrate
