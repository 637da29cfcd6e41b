#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "command/output.hpp"
#include "runtime/project.hpp"

namespace migrate {

struct RecoverArgs {
  std::string revision;  ///< an id or a unique prefix of one; empty with `all`
  bool all = false;      ///< every file that is gone of those that the database stands on
  std::optional<std::filesystem::path>
      version_path;  ///< a version location; where it was by default
};

/// Writes revision files that are gone again, word for word as the history has them. Never
/// overwrites. The graph need not be sound: that a file is gone is what may have broken it.
void run_recover(const RecoverArgs& args, const Project& project, Output& output);

}  // namespace migrate
