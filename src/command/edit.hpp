#pragma once

#include <string>

#include "command/output.hpp"
#include "config/config.hpp"
#include "runtime/project.hpp"

namespace migrate {

struct EditArgs {
  std::string revision;
};

/// Opens the revision's file in $VISUAL or $EDITOR. Afterwards the file and the graph must still be
/// sound; if not, Error names what is wrong, and the file stays as it was edited.
void run_edit(const EditArgs& args, const Project& project, const Environment& environment,
              Output& output);

}  // namespace migrate
