#pragma once

#include <string>
#include <vector>

#include "command/new_file.hpp"
#include "command/output.hpp"
#include "runtime/project.hpp"

namespace migrate {

struct MergeArgs {
  std::vector<std::string> revisions;  ///< targets: ids, `heads`, `label@head`
  std::string message;                 ///< "merge A and B" when empty
  NewFileArgs file;
};

/// Writes a revision that joins the revisions that `args.revisions` name.
void run_merge(const MergeArgs& args, const Project& project, Output& output);

}  // namespace migrate
