#pragma once

#include "command/output.hpp"
#include "runtime/project.hpp"

namespace migrate {

struct HeadsArgs {
  bool verbose = false;
  bool resolve_dependencies = false;  ///< leave out heads on which another revision depends
};

/// Shows the revisions that are no other one's parent.
void run_heads(const HeadsArgs& args, const Project& project, Output& output);

}  // namespace migrate
