#include "runtime/kept_texts.hpp"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "base/utf8.hpp"

namespace migrate {
namespace {

bool can_be_kept(const std::string& text) {
  return text.find('\0') == std::string::npos && !first_invalid_utf8(text);
}

bool can_be_kept(const Section& section) {
  return can_be_kept(section.marker) && can_be_kept(section.sql.text());
}

}  // namespace

std::optional<Error> unkeepable(const RevisionFile& file) {
  const bool sound =
      can_be_kept(file.header) && std::ranges::all_of(file.sections, [](const Section& section) {
        return can_be_kept(section);
      });
  if (sound) return std::nullopt;
  return Error(Fault::revision,
               fmt::format("the history cannot keep revision {}: a section of its file holds a NUL "
                           "byte, or is not UTF-8",
                           file.revision.id),
               Location{file.revision.file})
      .with_hint("`migrate check` names the place; nothing was run");
}

}  // namespace migrate
