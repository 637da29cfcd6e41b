#include "command/status.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "command/current_rows.hpp"

namespace migrate {
namespace {

using State = Status::Line::State;

std::string what_next(const Status& status, std::size_t pending) {
  const bool unknown = std::ranges::any_of(status.revisions,
                                           [](auto& line) { return line.state == State::unknown; });
  if (unknown) {
    return "`upgrade` would refuse: the database is at a revision that no file declares.";
  }
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
  const RevisionGraph& graph = project.graph();
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
  status.half_done = half_done_steps(project, output);
  status.next = what_next(status, pending);
  output.status(status);
}

}  // namespace migrate
