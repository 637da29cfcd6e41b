#pragma once

#include "command/output.hpp"
#include "runtime/project.hpp"

namespace migrate {

struct StatusArgs {};

/// Shows which revisions are applied and which are pending, and what `upgrade head` would do.
void run_status(const StatusArgs& args, const Project& project, Output& output);

}  // namespace migrate
