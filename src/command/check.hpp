#pragma once

#include "command/output.hpp"
#include "runtime/project.hpp"

namespace migrate {

struct CheckArgs {
  bool single_head = false;  ///< fail when there are several heads
};

/// Reads every file whole and says whether files and graph are sound, with all that is wrong at
/// once. Needs no database; the engine of a configured URL is the one that common sections are
/// checked for.
void run_check(const CheckArgs& args, const Project& project, Output& output);

}  // namespace migrate
