#include "command/status.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "command/current_rows.hpp"

namespace migrate {
namespace {

using State = Status::Line::State;

/// Read whole only where they are compared with what was applied.
Reading reading_of(const Project& project) {
  if (!project.config().database_url) return {};  // of which is told when it is needed
  const Reading reading = project.reading_for_upgrade();
  return reading.checksums ? reading : Reading{};
}

std::string refusal_text(const std::vector<Status::Changed>& changed) {
  const bool one = changed.size() == 1;
  std::vector<std::string> files;
  std::vector<RevisionId> ids;
  for (const Status::Changed& file : changed) {
    files.push_back(fmt::format("{} ({}:{})", file.id, file.where.file, file.where.line));
    ids.push_back(file.id);
  }
  return fmt::format(
      "`upgrade` would refuse: the file{} of {} {} changed since {} applied. `migrate verify` "
      "shows what is different; restore {}, or take {} now with `migrate repair --accept {}`.",
      one ? "" : "s", fmt::join(files, ", "), one ? "was" : "were", one ? "it was" : "they were",
      one ? "it" : "them", one ? "it as it is" : "them as they are", fmt::join(ids, " "));
}

std::string what_next(const Status& status, std::size_t pending) {
  const bool unknown = std::ranges::any_of(status.revisions,
                                           [](auto& line) { return line.state == State::unknown; });
  if (unknown) {
    return "`upgrade` would refuse: the database is at a revision that no file declares.";
  }
  if (!status.changed.empty()) return refusal_text(status.changed);
  if (!status.half_done.empty()) {
    return fmt::format("Half done: {}. `migrate verify` says which command goes on with it.",
                       fmt::join(status.half_done, ", "));
  }
  if (pending == 0) return "Nothing to do: the database is up to date.";
  if (status.heads.size() > 1) {
    return fmt::format(
        "`upgrade head` would refuse: there are {} heads ({}); `upgrade heads` would "
        "apply {} revision{}.",
        status.heads.size(), fmt::join(status.heads, ", "), pending, pending == 1 ? "" : "s");
  }
  return fmt::format("`upgrade head` would apply {} revision{} and bring the database to {}.",
                     pending, pending == 1 ? "" : "s", status.heads.front());
}

}  // namespace

void run_status(const StatusArgs& /*args*/, const Project& project, Output& output) {
  const RevisionGraph& graph = project.graph(reading_of(project));
  Status status;
  status.current = current_rows(project, output);
  status.database = project.database_url().redacted;
  for (const Vertex head : graph.heads()) status.heads.push_back(graph[head].id);

  for (const UnknownRow& row : unknown_rows(project, status.current, output)) {
    status.revisions.push_back({row.id, row.message, State::unknown, row.applied});
  }
  const RevisionGraph::Marks applied = applied_below(project, status.current, output);
  std::size_t pending = 0;
  for (const State state : {State::applied, State::pending}) {
    for (const Vertex vertex : graph.order()) {
      if (applied[vertex] != (state == State::applied)) continue;
      pending += state == State::pending ? 1 : 0;
      const Revision& revision = graph[vertex];
      status.revisions.push_back({revision.id, std::string(revision.summary()), state});
    }
  }
  UpgradeObstacles obstacles = upgrade_obstacles(project, output);
  status.half_done = std::move(obstacles.half_done);
  status.changed = std::move(obstacles.changed);
  status.next = what_next(status, pending);
  output.status(status);
}

}  // namespace migrate
