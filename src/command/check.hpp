#pragma once

#include "command/output.hpp"
#include "runtime/project.hpp"

namespace migrate {

struct CheckArgs {
  bool single_head = false;  ///< fail when there are several heads
};

/// Reads every file whole and says whether files and graph are sound. Needs no database. Where a
/// database URL is configured, sections are checked for that engine; else for every engine.
void run_check(const CheckArgs& args, const Project& project, Output& output);

}  // namespace migrate
