#include "command/current_rows.hpp"

#include <algorithm>
#include <iterator>

#include "graph/resolve.hpp"
#include "runtime/version_check.hpp"

namespace migrate {

bool needs_current(const std::optional<Target>& target) noexcept {
  return target && target->symbol == Target::Symbol::current;
}

std::vector<RevisionId> current_rows(const Project& project, Output& output) {
  return project.open_database(output).read().ids;
}

std::vector<RevisionId> unknown_among(const RevisionGraph& graph,
                                      const std::vector<RevisionId>& rows) {
  std::vector<RevisionId> unknown;
  std::ranges::copy_if(rows, std::back_inserter(unknown),
                       [&](const RevisionId& id) { return !graph.find(id); });
  return unknown;
}

bool counts_from_current(const Target& target) noexcept {
  return target.symbol == Target::Symbol::current || target.symbol == Target::Symbol::relative;
}

std::vector<Vertex> resolve_asking(const Project& project, const std::string& text,
                                   Output& output) {
  const Target target = parse_target(text);
  if (!counts_from_current(target)) return resolve(project.graph(), target);
  const VersionTable table = project.open_database(output).read();
  require_known_rows(project.graph(), table);
  return resolve(project.graph(), target, table.ids);
}

}  // namespace migrate
