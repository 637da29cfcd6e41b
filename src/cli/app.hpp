#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>

#include "cli/terminal.hpp"
#include "command/surroundings.hpp"
#include "config/config.hpp"

namespace migrate {

enum class ColourMode { automatic, always, never };

/// What the command line said.
struct Invocation {
  ConfigFlags config;
  Verbosity verbosity = Verbosity::normal;
  ColourMode colour = ColourMode::automatic;
  bool json = false;
  std::optional<TransactionMode> transaction;  ///< what beats the settings
  std::optional<std::string> text;  ///< help or the version: print it to stdout, run nothing
  std::function<void(const Surroundings&)> run;
};

/// Takes the arguments (without the program's name) apart. Throws Error (Fault::usage) that says
/// what was meant to be there, with a "did you mean" for a mistyped command or option.
[[nodiscard]] Invocation parse_command_line(std::span<const std::string> arguments);

}  // namespace migrate
