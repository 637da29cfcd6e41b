#include "runtime/history_repair.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "graph/candidates.hpp"
#include "graph/resolve.hpp"
#include "graph/version_rows.hpp"
#include "graph/walk.hpp"
#include "runtime/applied_records.hpp"
#include "runtime/file_change.hpp"
#include "runtime/locked_history.hpp"
#include "runtime/open_transaction.hpp"
#include "runtime/prepared_plan.hpp"

namespace migrate {
namespace {

/// The one that a name means among the revisions that the database stands on.
Vertex applied_revision(const RevisionGraph& graph, const RevisionGraph::Marks& applied,
                        const std::string& name) {
  const Vertex vertex = resolve_name(graph, name);
  if (applied[vertex]) return vertex;
  throw Error(Fault::usage, fmt::format("revision {} is not applied: there is nothing to accept",
                                        with_file(graph, vertex)))
      .with_hint("`migrate upgrade` runs the file as it is now");
}

std::vector<Vertex> applied_revisions(const RevisionGraph& graph, std::span<const RevisionId> rows,
                                      std::span<const std::string> names) {
  std::vector<RevisionId> known;
  for (const Vertex row : known_rows(graph, rows)) known.push_back(graph[row].id);
  const RevisionGraph::Marks applied = applied_set(graph, known);
  std::vector<Vertex> revisions;
  for (const std::string& name : names) {
    const Vertex revision = applied_revision(graph, applied, name);
    if (std::ranges::find(revisions, revision) == revisions.end()) revisions.push_back(revision);
  }
  return revisions;
}

/// What the history says of a revision that is applied; nothing when it was stamped, or applied
/// before there was a history.
std::optional<StoredRevision> stored_one(const HistoryTable& history, const RevisionGraph& graph,
                                         const RevisionId& id) {
  const std::vector<HistoryMove> applied = applied_records(history, graph);
  if (std::ranges::find(applied, id, &HistoryMove::revision) == applied.end()) return std::nullopt;
  std::vector<StoredRevision> stored = history.stored({id});
  if (stored.empty()) return std::nullopt;
  return std::move(stored.front());
}

/// "its upgrade section was changed", or what else accepting a file means.
std::string accepted_text(const std::optional<ChangedFile>& change) {
  if (!change) return "it was not in the history";
  if (change->is_cosmetic()) return "only comments, white space or letter case were changed";
  if (change->changes.empty()) return "what is stored of it cannot be compared";
  std::vector<std::string_view> names;
  for (const FileChange kind : change->changes) names.push_back(name_of(kind));
  return fmt::format("its {} {} changed", fmt::join(names, " and "),
                     names.size() == 1 ? "was" : "were");
}

Repaired accept(LockedHistory& locked, const RevisionGraph& graph, Vertex vertex,
                const RevisionFile& file) {
  const OpenHistory& history = locked.history();
  const Revision& revision = graph[vertex];
  const std::optional<StoredRevision> stored = stored_one(history.rows(), graph, revision.id);
  std::optional<ChangedFile> change;
  if (stored) {
    change = change_of(*stored, file, history.engine());
    if (!change) {
      return {revision.id,
              fmt::format("{} is what was applied: there is nothing to accept", revision.file),
              {}};
    }
  }
  HistoryEntry entry = history_entry_of(file, Direction::upgrade, history.engine());
  entry.kind = HistoryKind::repair;
  entry.actor = locked.actor();
  entry.message = fmt::format("{}{}(accepted: {})", entry.message, entry.message.empty() ? "" : " ",
                              accepted_text(change));
  history.rows().write({history.table(), entry});
  return {revision.id,
          fmt::format("Accepted {} as what was applied of revision {}: {}", revision.file,
                      revision.id, accepted_text(change)),
          {}};
}

}  // namespace

std::vector<Repaired> accept_files(const Project& project, std::span<const std::string> names,
                                   Observer& observer, const std::stop_token& stop) {
  const RevisionGraph& graph = project.graph();
  LockedHistory locked(project, observer, stop);
  OpenHistory& history = locked.history();
  const std::vector<Vertex> revisions = applied_revisions(graph, history.versions().ids, names);
  std::vector<RevisionFile> files;
  for (const Vertex revision : revisions) files.push_back(project.source().load(graph[revision]));

  history.make();
  OpenTransaction transaction(history.connection());
  std::vector<Repaired> all;
  for (std::size_t i = 0; i < revisions.size(); ++i) {
    all.push_back(accept(locked, graph, revisions[i], files[i]));
  }
  transaction.commit();
  return all;
}

}  // namespace migrate
