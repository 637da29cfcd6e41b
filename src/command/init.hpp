#pragma once

#include <filesystem>
#include <string>

#include "command/output.hpp"

namespace migrate {

struct InitArgs {
  std::filesystem::path directory = ".";
  std::string project_template = "generic";
};

/// Makes migrate.ini, versions/ and templates/ in `args.directory`, ready to use. Never overwrites:
/// where one of the files is there already, nothing is made.
void run_init(const InitArgs& args, Output& output);

}  // namespace migrate
