#pragma once

#include "command/output.hpp"
#include "runtime/project.hpp"

namespace migrate {

struct CurrentArgs {
  bool verbose = false;
  bool check_heads = false;  ///< fail with Fault::not_current unless every head is applied
};

/// Shows the revisions that the database stands on.
void run_current(const CurrentArgs& args, const Project& project, Output& output);

}  // namespace migrate
