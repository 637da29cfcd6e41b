#pragma once

#include <stop_token>

#include "command/output.hpp"
#include "command/script_target.hpp"
#include "runtime/project.hpp"

namespace migrate {

struct EnsureVersionArgs {
  ScriptArgs script;
};

/// Makes the version table unless it is there, or writes the script that would.
void run_ensure_version(const EnsureVersionArgs& args, const Project& project, Output& output,
                        const std::stop_token& stop);

}  // namespace migrate
