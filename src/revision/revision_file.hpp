#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/engine_kind.hpp"
#include "base/source_text.hpp"
#include "graph/revision.hpp"
#include "migrate/report.hpp"
#include "revision/section_reader.hpp"

namespace migrate {

/// The SQL of one direction, for one engine or for all.
struct Section {
  Direction direction = Direction::upgrade;  ///< upgrade or downgrade
  std::optional<EngineKind> engine;          ///< nullopt: the common one
  bool transactional = true;                 ///< false for `transaction:false`
  SourceText sql;                            ///< from the line after the marker, byte for byte
  std::size_t marker_line = 0;
  bool enforces_foreign_keys = true;  ///< false for `foreign_keys:off`
  std::string marker;                 ///< the marker's line, byte for byte, line end included
};

/// A whole revision file.
struct RevisionFile {
  Revision revision;
  std::vector<Section> sections;  ///< in the order of the file
  std::string header;  ///< what stands before the first marker, byte for byte, its BOM too
};

/// The sections of one direction, for all engines, byte for byte and with their marker lines;
/// nullopt when there is none. The header, the upgrade's text and the downgrade's, one after the
/// other, are a file that says the same; therefore an upgrade that ends the file without a line end
/// gets one where there is a downgrade.
[[nodiscard]] std::optional<std::string> text_of(const RevisionFile& file, Direction direction);

/// Reads the header alone: what comes after the first line that is neither blank nor a comment is
/// not looked at, nor is what follows the first marker. `file` is the path as messages show it.
/// Throws Error (Fault::revision) with all problems of the header.
[[nodiscard]] Revision parse_header(std::string_view text, const std::string& file);

/// Reads header and sections. Throws Error (Fault::revision) with all problems.
[[nodiscard]] RevisionFile parse_revision_file(std::string_view text, const std::string& file);

/// The same of a text whose header was read before.
[[nodiscard]] RevisionFile parse_sections(std::string_view text, Header header);

/// The sections of a text whose header was read. What is wrong with them is added to the problems
/// of the header.
[[nodiscard]] std::vector<Section> read_sections(std::string_view text, Header& header);

/// What is wrong with an id or a label: 1 to 255 of `A-Z a-z 0-9 _ .`, and no word that is a
/// target. nullopt when nothing is. The text completes "the id `x` ...".
[[nodiscard]] std::optional<std::string> problem_with_id(std::string_view id);

/// What is wrong with a new revision's message: it would read as a key or a marker, or has control
/// characters. nullopt when nothing is.
[[nodiscard]] std::optional<std::string> problem_with_message(std::string_view message);

}  // namespace migrate
