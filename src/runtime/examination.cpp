#include "runtime/examination.hpp"

#include <algorithm>
#include <optional>

#include "runtime/database_findings.hpp"
#include "runtime/project_findings.hpp"

namespace migrate {
namespace {

/// Nothing when the settings cannot be read; the findings then say why.
std::optional<Project> opened(const std::function<Config()>& load_config,
                              std::vector<Finding>& findings) {
  try {
    return std::optional<Project>(std::in_place, load_config());
  } catch (const Error& error) {
    add_failure(findings, "settings", error);
    return std::nullopt;
  }
}

}  // namespace

std::size_t Examination::count(Finding::Grade grade) const noexcept {
  return static_cast<std::size_t>(std::ranges::count(findings, grade, &Finding::grade));
}

Examination examine(const std::function<Config()>& load_config,
                    std::chrono::system_clock::time_point now, Observer& observer,
                    const std::stop_token& stop) {
  Examination found;
  const std::optional<Project> project = opened(load_config, found.findings);
  if (!project) return found;
  try {
    found.database = project->database_url().redacted;
    found.findings.push_back(about_settings(*project));
  } catch (const Error& error) {
    add_failure(found.findings, "settings", error);
  }
  const GraphState graph = add_file_findings(*project, found.findings);
  if (found.database.empty()) return found;
  add_database_findings(*project, graph, now, observer, stop, found.findings);
  return found;
}

}  // namespace migrate
