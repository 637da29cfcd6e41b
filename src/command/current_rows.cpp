#include "command/current_rows.hpp"

#include "graph/resolve.hpp"

namespace migrate {

bool needs_current(const std::optional<Target>& target) noexcept {
  return target && target->symbol == Target::Symbol::current;
}

std::vector<RevisionId> current_rows(const Project& project, Output& output) {
  return project.open_database(output).read().ids;
}

std::vector<Vertex> resolve_asking(const Project& project, const std::string& text, Output& output) {
  const Target target = parse_target(text);
  const bool asks =
      target.symbol == Target::Symbol::current || target.symbol == Target::Symbol::relative;
  return resolve(project.graph(), target,
                 asks ? current_rows(project, output) : std::vector<RevisionId>());
}

}  // namespace migrate
