#pragma once

#include <functional>
#include <optional>
#include <stop_token>

#include "command/output.hpp"
#include "config/config.hpp"
#include "runtime/project.hpp"

namespace migrate {

/// What a command is run with. Each thing is made when a command first asks for it: not every
/// command needs a project or writes to a database.
struct Surroundings {
  std::function<Config()> load_config;
  std::function<std::stop_token()> stop;  ///< asked for by commands that write to a database
  Environment environment;
  Output& output;

  /// Settings and revisions, read once.
  [[nodiscard]] const Project& project() const {
    if (!project_) project_.emplace(load_config());
    return *project_;
  }

  mutable std::optional<Project> project_ = std::nullopt;
};

}  // namespace migrate
