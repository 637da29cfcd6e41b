#pragma once

#include <string>
#include <vector>

#include "db/finding.hpp"
#include "runtime/project.hpp"

namespace migrate {

/// One failure for each problem that `error` tells of, with its place in a file. Throws it anew
/// when it is Fault::cancelled.
void add_failure(std::vector<Finding>& findings, const std::string& subject, const Error& error);

/// Where the settings come from, and which database they name.
[[nodiscard]] Finding about_settings(const Project& project);

/// The revision files, read whole as `migrate check` does, and the heads of their graph. Gives
/// whether the graph is sound.
enum class GraphState { sound, broken };
GraphState add_file_findings(const Project& project, std::vector<Finding>& findings);

}  // namespace migrate
