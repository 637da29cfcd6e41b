#pragma once

#include <iosfwd>
#include <span>
#include <string>

#include "cli/progress_bar.hpp"
#include "config/config.hpp"

namespace migrate {

/// The world that the program runs in, handed in.
struct World {
  std::ostream& out;
  std::ostream& err;
  bool err_is_terminal = false;
  Environment environment;
  ProgressSettings progress = {};  ///< its style is chosen by the program
};

/// Runs the program and gives its exit code. Throws nothing.
[[nodiscard]] int run_program(std::span<const std::string> arguments, const World& world);

}  // namespace migrate
