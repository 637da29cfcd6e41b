#include "revision/revision_file.hpp"

#include <algorithm>
#include <utility>

#include "revision/header_reader.hpp"

namespace migrate {

Revision parse_header(std::string_view text, const std::string& file) {
  Header header = read_header(text, file);
  if (!header.problems.empty()) throw Error::all(header.problems);
  return std::move(header.revision);
}

RevisionFile parse_revision_file(std::string_view text, const std::string& file) {
  return parse_sections(text, read_header(text, file));
}

RevisionFile parse_sections(std::string_view text, Header header) {
  std::vector<Section> sections = read_sections(text, header);
  if (!header.problems.empty()) throw Error::all(header.problems);
  return {std::move(header.revision), std::move(sections),
          std::string(text.substr(0, header.marker_offset))};
}

std::vector<Section> read_sections(std::string_view text, Header& header) {
  const std::vector<SectionPlace> places = find_sections(text, header, header.problems);
  std::vector<Section> sections;
  sections.reserve(places.size());
  for (const SectionPlace& place : places) {
    sections.push_back(
        {.direction = place.direction,
         .engine = place.engine,
         .transactional = place.transactional,
         .sql = SourceText(std::string(text.substr(place.begin, place.end - place.begin)),
                           header.revision.file, place.marker_line + 1),
         .marker_line = place.marker_line,
         .enforces_foreign_keys = place.enforces_foreign_keys,
         .marker = std::string(text.substr(place.marker, place.begin - place.marker))});
  }
  return sections;
}

std::optional<std::string> text_of(const RevisionFile& file, Direction direction) {
  std::optional<std::string> text;
  for (const Section& section : file.sections) {
    if (section.direction != direction) continue;
    if (!text) text.emplace();
    text->append(section.marker).append(section.sql.text());
  }
  const bool more_follow = text && direction == Direction::upgrade &&
                           std::ranges::find(file.sections, Direction::downgrade,
                                             &Section::direction) != file.sections.end();
  if (more_follow && !text->ends_with('\n')) *text += '\n';
  return text;
}

}  // namespace migrate
