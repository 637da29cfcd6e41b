#include "command/current_rows.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "graph/resolve.hpp"
#include "graph/version_rows.hpp"
#include "runtime/connecting.hpp"
#include "runtime/lost_revisions.hpp"
#include "runtime/open_history.hpp"
#include "runtime/verification.hpp"

namespace migrate {
namespace {

/// What `read` gives of the database's history; nothing where that cannot be read, which must stop
/// no reader of the version table.
template <typename Read>
auto from_history(const Project& project, Output& output, Read read)
    -> decltype(read(std::declval<const OpenHistory&>())) {
  try {
    const std::unique_ptr<Database> database = project.database(output);
    const OpenHistory history(*database, OpenMode::read_only, project.database_settings());
    if (history.state() == HistoryState::kept) return read(history);
  } catch (const Error& error) {
    if (error.fault() != Fault::database) throw;
  }
  return {};
}

std::vector<HistoryRow> rows_about(const Project& project, const std::vector<RevisionId>& ids,
                                   Output& output) {
  return from_history(project, output, [&](const OpenHistory& history) {
    return remembered(history.connection(), history.table(), ids);
  });
}

std::vector<StoredRevision> all_stored(const Project& project, Output& output) {
  return from_history(project, output,
                      [](const OpenHistory& history) { return history.rows().stored(); });
}

std::vector<std::string> half_done_in(const OpenHistory& history) {
  std::vector<std::string> steps;
  for (const StoredRevision& step : history.rows().unfinished()) {
    steps.push_back(fmt::format("the {} of {}", step.row.kind, step.row.revision));
  }
  return steps;
}

/// Nothing where an upgrade would refuse before it compares, for an unknown row or a file that does
/// not parse, of which `migrate check` tells.
std::vector<Status::Changed> changed_in(const OpenHistory& history, const Project& project) {
  const std::vector<RevisionId>& rows = history.versions().ids;
  if (!project.config().verify_before_upgrade) return {};
  if (!unknown_among(project.graph(), rows).empty()) return {};
  std::vector<Status::Changed> changed;
  try {
    const UpgradeFindings found =
        compare_upgrades(history.rows(), history.rows().moves().done, project.graph(),
                         project.source(), rows, history.engine());
    for (std::size_t at = 0; at < found.refused.size(); ++at) {
      changed.push_back({found.refused[at], *found.refusals[at].where()});
    }
  } catch (const Error& error) {
    if (error.fault() != Fault::revision) throw;
  }
  return changed;
}

}  // namespace

bool needs_current(const std::optional<Target>& target) noexcept {
  return target && target->symbol == Target::Symbol::current;
}

std::vector<RevisionId> current_rows(const Project& project, Output& output) {
  const std::unique_ptr<Database> database = project.database(output);
  const TableName table = project.database_settings().table;
  std::vector<RevisionId> rows = database->connect(OpenMode::read_only)->read_versions(table).ids;
  tell_if_missing(*database, output);
  return rows;
}

std::vector<UnknownRow> unknown_rows(const Project& project, const std::vector<RevisionId>& rows,
                                     Output& output) {
  const std::vector<RevisionId> ids = unknown_among(project.graph(), rows);
  if (ids.empty()) return {};
  const std::vector<HistoryRow> known = rows_about(project, ids, output);
  std::vector<UnknownRow> unknown;
  for (const RevisionId& id : ids) {
    const auto row = std::ranges::find(known, id, &HistoryRow::revision);
    unknown.push_back(row == known.end()
                          ? UnknownRow{id, {}, {}, {}}
                          : UnknownRow{id, row->message, row->file, when_and_who(*row)});
  }
  return unknown;
}

std::vector<std::string> half_done_steps(const Project& project, Output& output) {
  return from_history(project, output, half_done_in);
}

UpgradeObstacles upgrade_obstacles(const Project& project, Output& output) {
  return from_history(project, output, [&](const OpenHistory& history) {
    return UpgradeObstacles{half_done_in(history), changed_in(history, project)};
  });
}

RevisionGraph::Marks applied_below(const Project& project, const std::vector<RevisionId>& rows,
                                   Output& output) {
  const RevisionGraph& graph = project.graph();
  if (unknown_among(graph, rows).empty()) return applied_set(graph, rows);
  const std::vector<StoredRevision> stored = all_stored(project, output);
  return applied_set(graph, lost_revisions(project.source().headers(), stored, rows).declared);
}

bool counts_from_current(const Target& target) noexcept {
  return target.symbol == Target::Symbol::current || target.symbol == Target::Symbol::relative;
}

std::vector<Vertex> resolve_asking(const Project& project, const std::string& text,
                                   Output& output) {
  const Target target = parse_target(text);
  if (!counts_from_current(target)) return resolve(project.graph(), target);
  const std::unique_ptr<Database> database = project.database(output);
  const OpenHistory history(*database, OpenMode::read_only, project.database_settings());
  tell_if_missing(*database, output);
  const VersionTable& table = history.versions();
  require_known_rows(project.graph(), table, history.connection(), history.table());
  return resolve(project.graph(), target, table.ids);
}

}  // namespace migrate
