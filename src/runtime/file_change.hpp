#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/engine_kind.hpp"
#include "graph/revision.hpp"
#include "migrate/error.hpp"
#include "revision/revision_file.hpp"
#include "runtime/history_table.hpp"

namespace migrate {

/// What of a revision file says something else than what was applied.
enum class FileChange {
  upgrade,
  downgrade,
  parents,
  dependencies,
  upgrade_options,  ///< on the marker's line: the same SQL, but it would run otherwise
  downgrade_options,
};

/// "its upgrade section", as a sentence names it.
[[nodiscard]] std::string_view name_of(FileChange change) noexcept;

/// The file of an applied revision that is no longer what was applied.
struct ChangedFile {
  RevisionId revision;
  Location where;                   ///< of the first thing that differs
  std::vector<FileChange> changes;  ///< those of what it says first, then those of options
  std::string when_and_who;         ///< when it was applied and by whom
  std::string diff;  ///< from what is stored to the file; empty when only line ends differ
  std::string incomparable = {};  ///< why not all of it could be compared; empty where all was

  /// Comments, white space and letter case only, or what another engine runs.
  [[nodiscard]] bool is_cosmetic() const noexcept {
    return changes.empty() && incomparable.empty();
  }
  /// It says something else than what was applied.
  [[nodiscard]] bool is_real() const noexcept;
  /// It says the same, as far as it could be compared, and would run otherwise.
  [[nodiscard]] bool has_other_options() const noexcept { return !changes.empty() && !is_real(); }
};

/// "versions/1.sql:1: revision 1aa1 cannot be compared with what was applied 2026-11-21 ...": of a
/// file whose `incomparable` then says why.
[[nodiscard]] std::string incomparable_text(const ChangedFile& file);

/// How the file of `revision` differs from what is stored of it, for a database of `engine`;
/// nothing when not one byte does.
[[nodiscard]] std::optional<ChangedFile> change_of(const StoredRevision& stored,
                                                   const RevisionFile& file, EngineKind engine);

/// Whether a file's upgrade section is what a row's checksum was made of; nothing when another
/// version of the tool made that checksum, or there is none.
[[nodiscard]] std::optional<bool> is_same_upgrade(std::string_view checksum,
                                                  const RevisionFile& file, EngineKind engine);

}  // namespace migrate
