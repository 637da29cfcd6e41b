#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/engine_kind.hpp"
#include "migrate/error.hpp"
#include "migrate/report.hpp"
#include "revision/header_reader.hpp"
#include "revision/marker_line.hpp"

namespace migrate {

/// What a section's marker says, and where in the file's text the section stands, in bytes.
struct SectionPlace : Marker {
  std::size_t marker_line = 0;  ///< its number
  std::size_t marker = 0;       ///< where the marker's line begins
  std::size_t begin = 0;        ///< of its SQL: the line after the marker
  std::size_t end = 0;
};

/// The sections of a text whose header was read, in its order. What is wrong with them is added to
/// `problems`, which may be those of the header.
[[nodiscard]] std::vector<SectionPlace> find_sections(std::string_view text, const Header& header,
                                                      std::vector<Error>& problems);

/// The section that runs on `engine`: its own, else the common one; null when there is none.
/// `sections` are Sections or SectionPlaces, which must outlive the result.
template <typename Section>
[[nodiscard]] const Section* section_for(const std::vector<Section>& sections, Direction direction,
                                         EngineKind engine) {
  const Section* common = nullptr;
  for (const Section& section : sections) {
    if (section.direction != direction) continue;
    if (section.engine == engine) return &section;
    if (!section.engine) common = &section;
  }
  return common;
}

}  // namespace migrate
