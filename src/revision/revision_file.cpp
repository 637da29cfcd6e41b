#include "revision/revision_file.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/list_text.hpp"
#include "revision/header_reader.hpp"
#include "revision/marker_line.hpp"
#include "revision/text_line.hpp"

namespace migrate {
namespace {

constexpr std::string_view kStrayHint =
    "between the header and `-- migrate:upgrade` only `-- KEY: value`, `--` and blank lines may "
    "stand, "
    "from the first column; SQL belongs below a marker";

/// No marker is without one, and below the first only markers are looked for.
constexpr std::string_view kComment = "--";

std::string marker_text(const Marker& marker) {
  const std::string_view direction =
      marker.direction == Direction::upgrade ? "upgrade" : "downgrade";
  if (!marker.engine) return fmt::format("-- migrate:{}", direction);
  return fmt::format("-- migrate:{} engine:{}", direction, name_of(*marker.engine));
}

/// Cuts what follows a header into sections.
class SectionReader {
 public:
  SectionReader(std::string_view text, Header& header)
      : text_(text), file_(header.revision.file), header_(header) {}

  std::vector<Section> read() {
    LineReader lines(text_, header_.rest, header_.rest_line);
    stray_found_ = header_.end == HeaderEnd::marker;
    if (header_.marker)
      open(*header_.marker, header_.marker_line, header_.marker_offset, header_.rest);
    TextLine line;
    while (!stray_found_ && lines.next(line)) take(line, lines.offset());
    while (lines.skip_to(kComment) && lines.next(line)) take(line, lines.offset());
    close(text_.size());
    check_upgrade();
    return std::move(sections_);
  }

 private:
  void take(const TextLine& line, std::size_t next) {
    if (const auto at = marker_in(line.text)) {
      close(line.offset);
      stray_found_ = true;
      const auto marker = read_marker(line, *at, file_, header_.problems);
      malformed_ = malformed_ || !marker;
      if (!marker) return;
      refuse_second(*marker, line);
      open(*marker, line.number, line.offset, next);
    } else if (!stray_found_ && !trimmed(line.text).empty()) {
      stray_found_ = true;
      const std::size_t column = line.text.find_first_not_of(" \t\r");
      header_.problems.push_back(
          problem_in_line(file_, line, column, "this line stands in no section")
              .with_hint(std::string(kStrayHint)));
    }
  }

  /// Starts the section whose marker stands from `offset` to `begin`.
  void open(const Marker& marker, std::size_t line, std::size_t offset, std::size_t begin) {
    begin_ = std::min(begin, text_.size());
    sections_.push_back({.direction = marker.direction,
                         .engine = marker.engine,
                         .transactional = marker.transactional,
                         .marker_line = line,
                         .enforces_foreign_keys = marker.enforces_foreign_keys,
                         .marker = std::string(text_.substr(offset, begin_ - offset))});
    is_open_ = true;
  }

  void close(std::size_t end) {
    if (!std::exchange(is_open_, false)) return;
    Section& section = sections_.back();
    section.sql =
        SourceText(std::string(text_.substr(begin_, end - begin_)), file_, section.marker_line + 1);
  }

  void refuse_second(const Marker& marker, const TextLine& line) {
    const auto same = [&marker](const Section& section) {
      return section.direction == marker.direction && section.engine == marker.engine;
    };
    const auto first = std::ranges::find_if(sections_, same);
    if (first == sections_.end()) return;
    header_.problems.push_back(
        problem_in_line(file_, line, 0, fmt::format("a second section `{}`", marker_text(marker)))
            .with_hint(
                fmt::format("the first one is at line {}; put both in one", first->marker_line)));
  }

  void check_upgrade() {
    const bool malformed = malformed_ || (header_.end == HeaderEnd::marker && !header_.marker);
    if (malformed ||
        std::ranges::find(sections_, Direction::upgrade, &Section::direction) != sections_.end()) {
      return;
    }
    const Error problem(Fault::revision, "the section `-- migrate:upgrade` is missing",
                        Location{file_, std::max<std::size_t>(header_.revision.id_line, 1), 0});
    header_.problems.push_back(
        problem.with_hint("write the line `-- migrate:upgrade` above the SQL, even above none"));
  }

  std::string_view text_;
  const std::string& file_;
  Header& header_;
  std::vector<Section> sections_;
  std::size_t begin_ = 0;
  bool is_open_ = false;
  bool stray_found_ = false;  ///< or no longer looked for
  bool malformed_ = false;
};

}  // namespace

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
  return SectionReader(text, header).read();
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

const Section* section_for(std::span<const Section> sections, Direction direction,
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
