#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "migrate/error.hpp"
#include "revision/revision_file.hpp"

namespace {

using migrate::Direction;
using migrate::Revision;
using migrate::RevisionFile;
using migrate::Section;

std::optional<Revision> header_of(std::string_view text) {
  try {
    return migrate::parse_header(text, "fuzz.sql");
  } catch (const migrate::Error&) {
    return std::nullopt;
  }
}

std::optional<RevisionFile> file_of(std::string_view text) {
  try {
    return migrate::parse_revision_file(text, "fuzz.sql");
  } catch (const migrate::Error&) {
    return std::nullopt;
  }
}

bool same(const Revision& a, const Revision& b) {
  return a.id == b.id && a.parents == b.parents && a.depends_on == b.depends_on &&
         a.labels == b.labels && a.message == b.message && a.create_date == b.create_date &&
         a.id_line == b.id_line && a.parents_line == b.parents_line &&
         a.depends_line == b.depends_line && a.labels_line == b.labels_line;
}

bool same(const Section& a, const Section& b) {
  return a.direction == b.direction && a.engine == b.engine && a.transactional == b.transactional &&
         a.enforces_foreign_keys == b.enforces_foreign_keys;
}

void require(bool condition) {
  if (!condition) std::abort();
}

/// What was read is all of the text, byte for byte.
void check_bytes(const RevisionFile& file, std::string_view text) {
  std::string again = file.header;
  for (const Section& section : file.sections)
    again.append(section.marker).append(section.sql.text());
  require(again == text);
}

/// A file made of the texts that a history keeps says the same, and gives the same texts.
void check_stored(const RevisionFile& file) {
  const std::string upgrade = text_of(file, Direction::upgrade).value();
  const auto downgrade = text_of(file, Direction::downgrade);
  const auto again = file_of(file.header + upgrade + downgrade.value_or(""));
  require(again && same(again->revision, file.revision) && again->header == file.header);
  require(text_of(*again, Direction::upgrade) == upgrade);
  require(text_of(*again, Direction::downgrade) == downgrade);
  require(again->sections.size() == file.sections.size());
  for (const Section& section : file.sections) {
    const auto is_it = [&section](const Section& other) { return same(section, other); };
    const auto found = std::ranges::find_if(again->sections, is_it);
    require(found != again->sections.end());
    const std::string& sql = section.sql.text();
    require(found->sql.text() == sql || found->sql.text() == sql + "\n");
    require(found->marker == section.marker || found->marker == section.marker + "\n");
  }
}

}  // namespace

/// Whatever is in a file, reading it gives a revision or an Error; a file that is sound as a whole
/// has a header that says the same, and can be put together again from its parts.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::optional<Revision> header = header_of(text);
  const std::optional<RevisionFile> whole = file_of(text);
  if (!whole) return 0;
  require(header && same(*header, whole->revision));
  check_bytes(*whole, text);
  check_stored(*whole);
  return 0;
}
