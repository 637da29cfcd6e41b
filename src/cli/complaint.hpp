#pragma once

#include <string>
#include <vector>

#include "cli/command_line.hpp"
#include "migrate/error.hpp"

namespace migrate {

/// What CLI11 refused, in our words. `command` is the one that was named, the program itself where
/// none was; `unplaced` are the words that have no place in the line; `see` says where to look it
/// up.
[[nodiscard]] Error complaint(const CLI::ParseError& error, const CLI::App& command,
                              const std::vector<std::string>& unplaced, const std::string& see);

}  // namespace migrate
