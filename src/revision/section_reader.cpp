#include "revision/section_reader.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/list_text.hpp"
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
  SectionReader(std::string_view text, const Header& header, std::vector<Error>& problems)
      : text_(text), file_(header.revision.file), header_(header), problems_(problems) {}

  std::vector<SectionPlace> read() {
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
      const auto marker = read_marker(line, *at, file_, problems_);
      malformed_ = malformed_ || !marker;
      if (!marker) return;
      refuse_second(*marker, line);
      open(*marker, line.number, line.offset, next);
    } else if (!stray_found_ && !trimmed(line.text).empty()) {
      stray_found_ = true;
      const std::size_t column = line.text.find_first_not_of(" \t\r");
      problems_.push_back(problem_in_line(file_, line, column, "this line stands in no section")
                              .with_hint(std::string(kStrayHint)));
    }
  }

  /// Starts the section whose marker stands from `offset` to `begin`.
  void open(const Marker& marker, std::size_t line, std::size_t offset, std::size_t begin) {
    begin = std::min(begin, text_.size());
    SectionPlace& section = sections_.emplace_back(SectionPlace{marker});
    section.marker_line = line;
    section.marker = offset;
    section.begin = section.end = begin;
    is_open_ = true;
  }

  void close(std::size_t end) {
    if (std::exchange(is_open_, false)) sections_.back().end = end;
  }

  void refuse_second(const Marker& marker, const TextLine& line) {
    const auto same = [&marker](const SectionPlace& section) {
      return section.direction == marker.direction && section.engine == marker.engine;
    };
    const auto first = std::ranges::find_if(sections_, same);
    if (first == sections_.end()) return;
    problems_.push_back(
        problem_in_line(file_, line, 0, fmt::format("a second section `{}`", marker_text(marker)))
            .with_hint(
                fmt::format("the first one is at line {}; put both in one", first->marker_line)));
  }

  void check_upgrade() {
    const bool malformed = malformed_ || (header_.end == HeaderEnd::marker && !header_.marker);
    if (malformed || std::ranges::find(sections_, Direction::upgrade, &SectionPlace::direction) !=
                         sections_.end()) {
      return;
    }
    const Error problem(Fault::revision, "the section `-- migrate:upgrade` is missing",
                        Location{file_, std::max<std::size_t>(header_.revision.id_line, 1), 0});
    problems_.push_back(
        problem.with_hint("write the line `-- migrate:upgrade` above the SQL, even above none"));
  }

  std::string_view text_;
  const std::string& file_;
  const Header& header_;
  std::vector<Error>& problems_;
  std::vector<SectionPlace> sections_;
  bool is_open_ = false;
  bool stray_found_ = false;  ///< or no longer looked for
  bool malformed_ = false;
};

}  // namespace

std::vector<SectionPlace> find_sections(std::string_view text, const Header& header,
                                        std::vector<Error>& problems) {
  return SectionReader(text, header, problems).read();
}

}  // namespace migrate
