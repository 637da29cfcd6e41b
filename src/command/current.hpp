#pragma once

#include "command/output.hpp"
#include "runtime/project.hpp"

namespace migrate {

struct CurrentArgs {
  bool verbose = false;
  bool check_heads = false;  ///< fail with Fault::not_current unless every head is applied
};

/// Shows the revisions that the database stands on. With `check_heads` it also throws Error
/// (Fault::verification) over a step that is half done, whose revision the rows may or may not
/// name.
void run_current(const CurrentArgs& args, const Project& project, Output& output);

}  // namespace migrate
