#pragma once

#include <optional>
#include <string>

#include "command/output.hpp"
#include "runtime/project.hpp"

namespace migrate {

struct HistoryArgs {
  std::optional<std::string> range;  ///< A:B; everything when not given
  bool verbose = false;
  bool indicate_current = false;  ///< mark the database's current revisions
};

/// Shows the revisions of a range, newest first.
void run_history(const HistoryArgs& args, const Project& project, Output& output);

}  // namespace migrate
