#pragma once

#include "command/output.hpp"
#include "runtime/project.hpp"

namespace migrate {

struct BranchesArgs {
  bool verbose = false;
};

/// Shows the revisions that have several children, and those children.
void run_branches(const BranchesArgs& args, const Project& project, Output& output);

}  // namespace migrate
