#pragma once

#include <cstddef>

#include "command/output.hpp"
#include "runtime/project.hpp"

namespace migrate {

struct LogArgs {
  std::size_t limit = 20;  ///< how many steps, the last ones; 0 for all
  bool verbose = false;
};

/// Shows what was done to the database, newest first.
void run_log(const LogArgs& args, const Project& project, Output& output);

}  // namespace migrate
