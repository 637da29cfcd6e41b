#include "command/current_rows.hpp"

#include "graph/resolve.hpp"

namespace migrate {

bool needs_current(const std::optional<Target>& target) noexcept {
  return target && target->symbol == Target::Symbol::current;
}

std::vector<RevisionId> current_rows(const Project& project, Output& output) {
  return project.open_database(output).read().ids;
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
