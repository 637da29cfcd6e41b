#pragma once

#include <chrono>
#include <stop_token>

#include "command/output.hpp"
#include "runtime/project.hpp"

namespace migrate {

struct WaitArgs {
  std::chrono::milliseconds timeout = std::chrono::seconds(60);  ///< 0 tries once
};

/// Comes back when the database answers. Throws its last refusal when the time is up.
void run_wait(const WaitArgs& args, const Project& project, Output& output,
              const std::stop_token& stop);

}  // namespace migrate
