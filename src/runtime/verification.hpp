#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "graph/revision_graph.hpp"
#include "revision/revision_source.hpp"
#include "runtime/file_change.hpp"
#include "runtime/open_history.hpp"

namespace migrate {

/// What a verification found. It is clean when nothing is broken and no change is real.
struct Verification {
  HistoryState history = HistoryState::off;
  std::string history_table;  ///< for messages
  std::string database;       ///< the URL, redacted
  std::size_t unchanged = 0;
  std::vector<ChangedFile> changed;      ///< parents first
  std::vector<Error> broken;             ///< rows and files that do not fit each other
  std::vector<std::string> remarks;      ///< harmless, but to be known
  std::vector<RevisionId> not_recorded;  ///< applied, but the history has no record; parents first

  /// How many files were changed so that it matters.
  [[nodiscard]] std::size_t real_changes() const noexcept;
  [[nodiscard]] bool is_clean() const noexcept { return broken.empty() && real_changes() == 0; }
};

/// Compares the files of all applied revisions with what the history says was applied, and the
/// version rows with the graph. Writes nothing.
[[nodiscard]] Verification verify(const OpenHistory& history, const RevisionGraph& graph,
                                  const RevisionSource& source);

/// What is to be said before an upgrade over revisions that are applied.
struct UpgradeFindings {
  std::vector<Error> refusals;      ///< each says where an upgrade section is not what was applied
  std::vector<RevisionId> refused;  ///< the revisions of `refusals`
  std::vector<std::string> notes;   ///< a sentence for each revision that cannot be compared
};

/// Compares the upgrade sections of the revisions that `rows` stand on with what was applied: by
/// checksums only. Takes no notice of revisions that are not in the history, of which `moves` were
/// read. `rows` must be known. Throws Error (Fault::revision) for a file that does not parse.
[[nodiscard]] UpgradeFindings compare_upgrades(const HistoryTable& history,
                                               std::vector<HistoryMove> moves,
                                               const RevisionGraph& graph,
                                               const RevisionSource& source,
                                               std::span<const RevisionId> rows, EngineKind engine);

/// The same; throws Error (Fault::verification) when an upgrade section is not the one that was
/// applied, with all such revisions and how to go on. Gives the notes.
[[nodiscard]] std::vector<std::string> refuse_changed_revisions(
    const HistoryTable& history, std::vector<HistoryMove> moves, const RevisionGraph& graph,
    const RevisionSource& source, std::span<const RevisionId> rows, EngineKind engine);

}  // namespace migrate
