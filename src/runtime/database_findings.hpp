#pragma once

#include <chrono>
#include <stop_token>
#include <vector>

#include "db/finding.hpp"
#include "migrate/observer.hpp"
#include "runtime/project.hpp"
#include "runtime/project_findings.hpp"

namespace migrate {

/// Looks at the configured database, whose URL must be known. With a broken graph the applied
/// revisions are not compared with the files.
void add_database_findings(const Project& project, GraphState graph,
                           std::chrono::system_clock::time_point now, Observer& observer,
                           const std::stop_token& stop, std::vector<Finding>& findings);

}  // namespace migrate
