#include "runtime/verification.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/in_parts.hpp"
#include "graph/version_rows.hpp"
#include "runtime/applied_records.hpp"
#include "runtime/half_done.hpp"
#include "runtime/lost_revisions.hpp"

namespace migrate {
namespace {

using RowsById = std::map<std::string_view, const StoredRevision*>;

/// The known ones among the rows.
std::vector<RevisionId> known_ids(const RevisionGraph& graph, std::span<const RevisionId> rows) {
  std::vector<RevisionId> known;
  std::ranges::copy_if(rows, std::back_inserter(known),
                       [&](const RevisionId& id) { return graph.find(id).has_value(); });
  return known;
}

Error without_file(const StoredRevision& stored) {
  const HistoryRow& row = stored.row;
  return Error(Fault::verification,
               fmt::format("revision {} is applied, but no file declares it; it was applied {}{}{}",
                           row.revision, when_and_who(row), row.message.empty() ? "" : ": ",
                           row.message))
      .with_hint(fmt::format("take a newer checkout, or write the file again with `migrate recover "
                             "{}`",
                             row.revision));
}

Error unheard_of(const RevisionId& id) {
  return Error(Fault::verification,
               fmt::format("revision {} is applied, but neither a file nor the history has it", id))
      .with_hint("take the checkout that it was applied from");
}

Error unfinished(const StoredRevision& stored) {
  const HistoryRow& row = stored.row;
  return Error(Fault::verification,
               fmt::format("the {} of revision {} was begun {} and not finished: {} of its "
                           "statements {} done, outside a transaction",
                           row.kind, row.revision, when_and_who(row), row.statements_done,
                           row.statements_done == 1 ? "is" : "are"),
               Location{row.file, 0, 0})
      .with_hint(fmt::format("`{}` goes on with it, or says what it needs to know",
                             finishing_command(stored)));
}

/// Those of `stored` that are on record as applied.
RowsById still_applied(const std::vector<StoredRevision>& stored,
                       const std::vector<HistoryMove>& records) {
  std::set<std::int64_t> ids;
  for (const HistoryMove& row : records) ids.insert(row.id);
  RowsById rows;
  for (const StoredRevision& revision : stored) {
    if (ids.contains(revision.row.id)) rows[revision.row.revision] = &revision;
  }
  return rows;
}

/// What no file declares of all that the rows stand on. Gives what files do declare of it.
std::vector<RevisionId> find_lost(const RevisionGraph& graph,
                                  const std::vector<StoredRevision>& stored,
                                  std::span<const RevisionId> rows, Verification& found) {
  std::vector<Revision> declared;
  declared.reserve(graph.size());
  for (Vertex vertex = 0; vertex < graph.size(); ++vertex) declared.push_back(graph[vertex]);
  LostRevisions lost = lost_revisions(declared, stored, rows);
  std::ranges::transform(lost.stored, std::back_inserter(found.broken), without_file);
  std::ranges::transform(lost.unknown, std::back_inserter(found.broken), unheard_of);
  return std::move(lost.declared);
}

/// Rows that stand on others: what Alembic may leave.
void find_implied(const RevisionGraph& graph, std::span<const RevisionId> known,
                  Verification& found) {
  const std::vector<RevisionId> needed = rows_of(graph, applied_set(graph, known));
  for (const RevisionId& id : known) {
    if (std::ranges::binary_search(needed, id)) continue;
    found.remarks.push_back(fmt::format(
        "the row {} is implied by another one; it does no harm and goes with the next change", id));
  }
}

void compare_file(const StoredRevision& stored, const Revision& revision,
                  const RevisionSource& source, EngineKind engine, Verification& found) {
  try {
    std::optional<ChangedFile> change = change_of(stored, source.load(revision), engine);
    if (change) {
      found.changed.push_back(std::move(*change));
    } else {
      ++found.unchanged;
    }
  } catch (const Error& error) {
    found.broken.push_back(error);
  }
}

void compare_files(const RevisionGraph& graph, const RevisionSource& source, const RowsById& stored,
                   const RevisionGraph::Marks& applied, EngineKind engine, Verification& found) {
  for (const Vertex vertex : graph.order()) {
    if (!applied[vertex]) continue;
    const auto known = stored.find(graph[vertex].id);
    if (known == stored.end()) {
      found.not_recorded.push_back(graph[vertex].id);
    } else {
      compare_file(*known->second, graph[vertex], source, engine, found);
    }
  }
}

Error changed_since(const HistoryRow& row, const Location& where) {
  return Error(Fault::verification,
               fmt::format("the upgrade section of revision {} is not the one that was applied {}",
                           row.revision, when_and_who(row)),
               where);
}

std::string incomparable_note(const ChangedFile& change) {
  return fmt::format("{}: {}.", incomparable_text(change), change.incomparable);
}

/// An applied revision that has a file, and the checksum on record.
struct Recorded {
  const Revision* revision;
  std::string_view checksum;
};

/// Those of the records whose files' checksums are not known to be the same.
std::vector<Recorded> to_compare(std::span<const HistoryMove> records, const RevisionGraph& graph,
                                 const RevisionGraph::Marks& applied, const RevisionSource& source,
                                 EngineKind engine) {
  std::vector<Recorded> left;
  for (const HistoryMove& record : records) {
    const std::optional<Vertex> vertex = graph.find(record.revision);
    if (!vertex || !applied[*vertex]) continue;
    const Revision& revision = graph[*vertex];
    if (source.known_checksum(revision, engine) == record.checksum) continue;
    left.push_back({&revision, record.checksum});
  }
  return left;
}

/// The files that were not found to be the same by their checksums alone.
std::vector<RevisionFile> other_files(std::span<const Recorded> records,
                                      const RevisionSource& source, EngineKind engine) {
  const auto compare = [&](std::span<const Recorded> part) {
    std::vector<RevisionFile> others;
    for (const Recorded& record : part) {
      RevisionFile file = source.load(*record.revision);
      if (is_same_upgrade(record.checksum, file, engine) != true) others.push_back(std::move(file));
    }
    return others;
  };
  std::vector<RevisionFile> all;
  for (std::vector<RevisionFile>& part : in_parts(records, kFilesWorthAThread, compare)) {
    std::ranges::move(part, std::back_inserter(all));
  }
  return all;
}

void compare_upgrade(const StoredRevision& stored, const RevisionFile& file, EngineKind engine,
                     UpgradeFindings& found) {
  std::optional<bool> same = is_same_upgrade(stored.row.checksum, file, engine);
  if (!same) {  // another version of the tool made the checksum
    const std::optional<ChangedFile> change = change_of(stored, file, engine);
    same =
        !change || std::ranges::find(change->changes, FileChange::upgrade) == change->changes.end();
    if (change && !change->incomparable.empty()) found.notes.push_back(incomparable_note(*change));
  }
  if (*same) return;
  const Section* section = section_for(file.sections, Direction::upgrade, engine);
  const std::size_t line = section == nullptr ? file.revision.id_line : section->marker_line;
  found.refusals.push_back(changed_since(stored.row, {file.revision.file, line, 0}));
  found.refused.push_back(stored.row.revision);
}

}  // namespace

std::size_t Verification::real_changes() const noexcept {
  return static_cast<std::size_t>(
      std::ranges::count_if(changed, [](const ChangedFile& file) { return file.is_real(); }));
}

Verification verify(const OpenHistory& history, const RevisionGraph& graph,
                    const RevisionSource& source) {
  Verification found;
  found.history = history.state();
  found.history_table = shown_name(history.table());
  const std::vector<RevisionId>& rows = history.versions().ids;
  const std::vector<RevisionId> known = known_ids(graph, rows);
  std::vector<StoredRevision> stored;
  RowsById by_id;
  if (found.history == HistoryState::kept) {
    stored = history.rows().stored();
    by_id = still_applied(stored, applied_records(history.rows(), graph));
    std::ranges::transform(history.rows().unfinished(), std::back_inserter(found.broken),
                           unfinished);
  }
  const std::vector<RevisionId> applied = find_lost(graph, stored, rows, found);
  find_implied(graph, known, found);
  compare_files(graph, source, by_id, applied_set(graph, applied), history.engine(), found);
  return found;
}

UpgradeFindings compare_upgrades(const HistoryTable& history, std::vector<HistoryMove> moves,
                                 const RevisionGraph& graph, const RevisionSource& source,
                                 std::span<const RevisionId> rows, EngineKind engine) {
  const RevisionGraph::Marks applied = applied_set(graph, rows);
  UpgradeFindings found;
  const std::vector<HistoryMove> records = applied_records(std::move(moves), graph);
  const std::vector<Recorded> left = to_compare(records, graph, applied, source, engine);
  for (const RevisionFile& file : other_files(left, source, engine)) {
    for (const StoredRevision& stored : history.stored({file.revision.id})) {
      compare_upgrade(stored, file, engine, found);
    }
  }
  return found;
}

std::vector<std::string> refuse_changed_revisions(
    const HistoryTable& history, std::vector<HistoryMove> moves, const RevisionGraph& graph,
    const RevisionSource& source, std::span<const RevisionId> rows, EngineKind engine) {
  UpgradeFindings found = compare_upgrades(history, std::move(moves), graph, source, rows, engine);
  if (found.refusals.empty()) return std::move(found.notes);
  const std::vector<RevisionId>& ids = found.refused;
  found.refusals.back() = found.refusals.back().with_hint(
      fmt::format("`migrate verify` shows what is different. Restore the file{}, or take {} as "
                  "{} now with `migrate repair --accept {}`. Nothing was changed",
                  ids.size() == 1 ? "" : "s", ids.size() == 1 ? "it" : "them",
                  ids.size() == 1 ? "it is" : "they are", fmt::join(ids, " ")));
  throw Error::all(found.refusals);
}

}  // namespace migrate
