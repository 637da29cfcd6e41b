#pragma once

#include <string>

#include "command/output.hpp"
#include "runtime/project.hpp"

namespace migrate {

struct ShowArgs {
  std::string revision;
};

/// Shows all that is known of the revisions that `args.revision` names.
void run_show(const ShowArgs& args, const Project& project, Output& output);

}  // namespace migrate
