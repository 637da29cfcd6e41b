#include "runtime/half_done.hpp"

#include <fmt/format.h>

#include "base/list_text.hpp"
#include "revision/revision_file.hpp"

namespace migrate {

Direction direction_of(const StoredRevision& begun) {
  return begun.row.kind == name_of(HistoryKind::downgrade) ? Direction::downgrade
                                                           : Direction::upgrade;
}

std::vector<SectionPiece> stored_pieces(const StoredRevision& begun, const Dialect& dialect) {
  try {
    const RevisionFile file = parse_revision_file(begun.file_text(), begun.row.file);
    const Section* section = section_for(file.sections, direction_of(begun), dialect.kind());
    if (section != nullptr) return pieces_of(dialect, section->sql);
  } catch (const Error&) {
    // A text that nobody can read is no reason to keep the row for ever.
  }
  return {};
}

std::string finishing_command(const StoredRevision& begun) {
  const HistoryRow& row = begun.row;
  if (direction_of(begun) == Direction::upgrade) return "migrate upgrade " + row.revision;
  const std::vector<std::string> parents = split_list(row.parents);
  // Below a merge only a parent says the way.
  return "migrate downgrade " +
         (parents.size() > 1 ? row.revision + "@" + parents.front() : row.revision + "-1");
}

std::string ways_out(const std::string& revision) {
  return fmt::format(
      "`migrate repair --restart {}` to run all of it again; or `migrate repair --abandon {}` to "
      "forget it, which leaves in the database what has run",
      revision, revision);
}

}  // namespace migrate
