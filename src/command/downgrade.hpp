#pragma once

#include <stop_token>
#include <string>

#include "command/output.hpp"
#include "command/script_target.hpp"
#include "runtime/project.hpp"

namespace migrate {

struct DowngradeArgs {
  std::string target;
  bool stored = false;  ///< go over revisions too that only the database's history knows
  bool yes = false;     ///< with `stored`: run their SQL, which otherwise is only shown
  ScriptArgs script;
};

/// Takes the database down to `args.target`, or writes the script that would; that needs FROM:TO.
void run_downgrade(const DowngradeArgs& args, const Project& project, Output& output,
                   const std::stop_token& stop);

}  // namespace migrate
