#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "command/new_file.hpp"
#include "command/output.hpp"
#include "runtime/project.hpp"

namespace migrate {

struct RevisionArgs {
  std::string message;
  std::string head = "head";            ///< the parent: a target; `base` makes a new base
  std::vector<std::string> depends_on;  ///< ids, prefixes or labels
  std::optional<std::filesystem::path> version_path;  ///< which version location to write to
  std::optional<std::filesystem::path> sql_up;  ///< a file whose SQL becomes the upgrade section
  std::optional<std::filesystem::path> sql_down;
  NewFileArgs file;
};

/// Writes a new revision file on the head that `args.head` names.
void run_revision(const RevisionArgs& args, const Project& project, Output& output);

}  // namespace migrate
