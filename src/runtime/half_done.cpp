#include "runtime/half_done.hpp"

#include <fmt/format.h>

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

std::string ways_out(const std::string& revision) {
  return fmt::format(
      "`migrate repair --restart {}` to run all of it again; or `migrate repair --abandon {}` to "
      "forget it, which leaves in the database what has run",
      revision, revision);
}

}  // namespace migrate
