#include "runtime/history_repair.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "graph/candidates.hpp"
#include "graph/resolve.hpp"
#include "graph/version_rows.hpp"
#include "graph/walk.hpp"
#include "runtime/file_change.hpp"
#include "runtime/half_done.hpp"
#include "runtime/lock_wait.hpp"
#include "runtime/open_history.hpp"
#include "runtime/open_transaction.hpp"
#include "runtime/prepared_plan.hpp"

namespace migrate {
namespace {

/// The configured database's history, with the migration lock held.
class LockedHistory {
 public:
  LockedHistory(const Project& project, Observer& observer, const std::stop_token& stop)
      : settings_(project.database_settings(stop)),
        database_(project.database(observer, stop)),
        history_(*database_, OpenMode::read_write, settings_) {
    history_.require_kept_or_missing();
    lock_ = database_->lock(history_.versions().name);
    wait_for_lock(*lock_, settings_.lock_wait, stop, observer);
    history_.read_again();
  }

  [[nodiscard]] OpenHistory& history() noexcept { return history_; }
  [[nodiscard]] const HistoryActor& actor() const noexcept { return settings_.actor; }

 private:
  SessionSettings settings_;
  std::unique_ptr<Database> database_;
  OpenHistory history_;
  std::unique_ptr<MigrationLock> lock_;
};

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
std::optional<StoredRevision> stored_one(const HistoryTable& history, const RevisionId& id) {
  const std::vector<HistoryRow> applied = history.applied();
  if (std::ranges::find(applied, id, &HistoryRow::revision) == applied.end()) return std::nullopt;
  std::vector<StoredRevision> stored = history.stored({id});
  if (stored.empty()) return std::nullopt;
  return std::move(stored.front());
}

/// "its upgrade section was changed", or what else accepting a file means.
std::string accepted_text(const std::optional<ChangedFile>& change) {
  if (!change) return "it was not in the history";
  if (change->is_cosmetic()) return "only comments, white space or letter case were changed";
  std::vector<std::string_view> names;
  for (const FileChange kind : change->changes) names.push_back(name_of(kind));
  return fmt::format("its {} {} changed", fmt::join(names, " and "),
                     names.size() == 1 ? "was" : "were");
}

Repaired accept(LockedHistory& locked, const Revision& revision, const RevisionFile& file) {
  const OpenHistory& history = locked.history();
  const std::optional<StoredRevision> stored = stored_one(history.rows(), revision.id);
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

std::vector<std::string> ids_of(const std::vector<StoredRevision>& unfinished) {
  std::vector<std::string> ids;
  for (const StoredRevision& step : unfinished) ids.push_back(step.row.revision);
  return ids;
}

/// The unfinished step that a name means.
const StoredRevision& unfinished_one(const std::vector<StoredRevision>& unfinished,
                                     const std::string& name) {
  if (unfinished.empty()) {
    throw Error(Fault::usage, "no step of this database is unfinished: there is nothing to repair")
        .with_hint("`migrate log` shows what has run");
  }
  std::vector<const StoredRevision*> found;
  for (const StoredRevision& step : unfinished) {
    if (step.row.revision == name) return step;
    if (step.row.revision.starts_with(name)) found.push_back(&step);
  }
  if (found.size() == 1) return *found.front();
  throw Error(Fault::usage, fmt::format("{} unfinished step is of a revision `{}`",
                                        found.empty() ? "no" : "more than one", name))
      .with_hint(fmt::format("unfinished: {}", fmt::join(ids_of(unfinished), ", ")));
}

/// The journal of a section and what it was begun with.
struct Journal {
  const HistoryRow& row;
  std::vector<SectionPiece> pieces;

  /// "statement 2 of 5 (versions/1.sql:9)"; `number` counts from 1.
  [[nodiscard]] std::string statement(std::size_t number) const {
    if (number == 0 || number > pieces.size()) return fmt::format("statement {}", number);
    const Location where = pieces[number - 1].sql.locate(0);
    return fmt::format("statement {} of {} ({}:{})", number, pieces.size(), where.file, where.line);
  }

  /// What the next run does when the first `done` statements are done.
  [[nodiscard]] std::string next(std::size_t done) const {
    if (done >= pieces.size() && !pieces.empty()) {
      return fmt::format(
          "The next `migrate {}` has nothing left to run of it and enters it as "
          "done.",
          row.kind);
    }
    return fmt::format("The next `migrate {}` goes on with {}.", row.kind, statement(done + 1));
  }
};

/// The number of the statement that was running, which only two of the repairs are about.
std::size_t running_one(const Journal& journal) {
  const std::size_t next = journal.row.statements_done + 1;
  if (journal.row.statement_running == next && next <= journal.pieces.size()) return next;
  throw Error(Fault::usage,
              fmt::format("revision {}: no statement was running outside a transaction when its "
                          "{} ended, so what is done is known",
                          journal.row.revision, journal.row.kind))
      .with_hint(journal.next(journal.row.statements_done));
}

/// The change of the journal, and what to say of it.
std::pair<JournalMark, Repaired> repaired(const Journal& journal, UnfinishedRepair repair) {
  const HistoryRow& row = journal.row;
  JournalMark mark{row.id, row.statements_done, {}, HistoryResult::running, row.error};
  const auto said = [&](const std::string& what, const std::string& next) {
    return std::pair(
        mark, Repaired{row.revision, fmt::format("Revision {}: {}", row.revision, what), next});
  };
  switch (repair) {
    case UnfinishedRepair::done:
      mark.statements_done = running_one(journal);
      return said(journal.statement(mark.statements_done) + " counts as done",
                  journal.next(mark.statements_done));
    case UnfinishedRepair::retry:
      return said(journal.statement(running_one(journal)) + " counts as not run",
                  journal.next(mark.statements_done));
    case UnfinishedRepair::restart:
      mark.statements_done = 0;
      return said("none of its statements counts as run; what they did stays", journal.next(0));
    case UnfinishedRepair::abandon:
      mark.result = HistoryResult::failed;
      mark.error = "abandoned by migrate repair";
      break;
  }
  const std::size_t done = row.statements_done;
  const std::string stays =
      done == 0 ? ""
                : fmt::format("; what its first {} did stays",
                              done == 1 ? "statement" : fmt::format("{} statements", done));
  return said(fmt::format("its unfinished {} is abandoned{}", row.kind, stays),
              fmt::format("A `migrate {}` over it begins with its first statement.", row.kind));
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
    all.push_back(accept(locked, graph[revisions[i]], files[i]));
  }
  transaction.commit();
  return all;
}

Repaired repair_unfinished(const Project& project, UnfinishedRepair repair, const std::string& name,
                           Observer& observer, const std::stop_token& stop) {
  LockedHistory locked(project, observer, stop);
  const HistoryTable rows = locked.history().rows();
  const std::vector<StoredRevision> unfinished = rows.unfinished();
  const StoredRevision& begun = unfinished_one(unfinished, name);
  const Journal journal{begun.row, stored_pieces(begun, locked.history().connection().dialect())};
  auto [mark, said] = repaired(journal, repair);
  rows.write({locked.history().table(), mark});
  return said;
}

}  // namespace migrate
