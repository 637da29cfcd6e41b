#pragma once

#include "command/output.hpp"
#include "runtime/project.hpp"

namespace migrate {

struct LocksArgs {};

/// Shows whether an instance is migrating the database, and which. Takes and writes nothing.
void run_locks(const LocksArgs& args, const Project& project, Output& output);

}  // namespace migrate
