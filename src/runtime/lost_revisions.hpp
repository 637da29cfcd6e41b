#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "graph/revision.hpp"
#include "revision/revision_source.hpp"
#include "runtime/history_table.hpp"

namespace migrate {

/// What the rows of a database stand on and no file of the checkout declares.
struct LostRevisions {
  std::vector<StoredRevision> stored;  ///< those of which the history has the text
  std::vector<std::string> unknown;    ///< ids and labels that nobody can tell more of; sorted
  std::vector<RevisionId> declared;    ///< what they stand on that a file does declare; sorted
};

/// Walks down from `rows` through the headers of `declared` and, where those end, of `stored`.
[[nodiscard]] LostRevisions lost_revisions(std::span<const Revision> declared,
                                           const std::vector<StoredRevision>& stored,
                                           std::span<const RevisionId> rows);

/// The file that a stored revision was made from, as messages name a text that only the history
/// has: "versions/2.sql (in migrate_history)".
[[nodiscard]] std::string stored_file_name(const StoredRevision& stored,
                                           const std::string& history_table);

/// The revisions of `files` and, in their stored texts, those of `stored`, each once. Of several
/// made from files of one name, all but the first are named with their ids too:
/// "versions/2.sql (2bb2 in migrate_history)". `files` must outlive it.
[[nodiscard]] std::unique_ptr<RevisionSource> with_stored(const RevisionSource& files,
                                                          std::vector<StoredRevision> stored,
                                                          const std::string& history_table);

}  // namespace migrate
