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

/// Throws Error (Fault::verification) when the upgrade section of a revision that `rows` stand on
/// is not the one that was applied, with all such revisions and how to go on. Compares checksums
/// only; takes no notice of revisions that are not in the history, of which `moves` were read.
/// Gives a sentence for each that cannot be compared. `rows` must be known.
[[nodiscard]] std::vector<std::string> refuse_changed_revisions(
    const HistoryTable& history, std::vector<HistoryMove> moves, const RevisionGraph& graph,
    const RevisionSource& source, std::span<const RevisionId> rows, EngineKind engine);

}  // namespace migrate
