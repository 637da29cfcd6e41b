#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string_view>

#include "migrate/error.hpp"
#include "revision/revision_file.hpp"

namespace {

using migrate::Revision;

std::optional<Revision> header_of(std::string_view text) {
  try {
    return migrate::parse_header(text, "fuzz.sql");
  } catch (const migrate::Error&) {
    return std::nullopt;
  }
}

std::optional<Revision> revision_of(std::string_view text) {
  try {
    return migrate::parse_revision_file(text, "fuzz.sql").revision;
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

}  // namespace

/// Whatever is in a file, reading it gives a revision or an Error; and a file that is sound as a
/// whole has a header that says the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::optional<Revision> header = header_of(text);
  const std::optional<Revision> whole = revision_of(text);
  if (whole && (!header || !same(*header, *whole))) std::abort();
  return 0;
}
