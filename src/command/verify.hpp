#pragma once

#include "command/output.hpp"
#include "runtime/project.hpp"

namespace migrate {

struct VerifyArgs {};

/// Compares the files of all applied revisions with what was applied, and the version rows with the
/// graph. Throws Error (Fault::verification) when one of them says something else; what is only
/// formatted otherwise is shown and fails nothing. Writes nothing.
void run_verify(const VerifyArgs& args, const Project& project, Output& output);

}  // namespace migrate
