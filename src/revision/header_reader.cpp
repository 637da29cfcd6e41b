#include "revision/header_reader.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/edit_distance.hpp"
#include "base/list_text.hpp"
#include "base/utf8.hpp"
#include "revision/revision_file.hpp"
#include "revision/text_line.hpp"

namespace migrate {
namespace {

constexpr std::array<std::string_view, 5> kKeys{"revision", "down_revision", "branch_labels",
                                                "depends_on", "create_date"};
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kKeysHint =
    "the keys are `revision`, `down_revision`, `branch_labels`, `depends_on` and `create_date`; "
    "the "
    "message stands above them";

std::size_t offset_in(std::string_view whole, std::string_view part) noexcept {
  return part.empty() ? whole.size() : static_cast<std::size_t>(part.data() - whole.data());
}

/// What a comment line says after its dashes and one blank.
std::string_view comment_text(std::string_view line) noexcept {
  line.remove_prefix(2);
  if (line.starts_with(' ')) line.remove_prefix(1);
  return line;
}

/// Takes the lines of a header one by one.
class HeaderReader {
 public:
  HeaderReader(std::string_view text, const std::string& file)
      : text_(text),
        file_(file),
        start_(text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0) {
    header_.revision.file = file;
  }

  Header read() {
    LineReader lines(text_, start_);
    TextLine line;
    while (header_.end == HeaderEnd::text && lines.next(line)) take(line);
    const bool at_line = header_.end == HeaderEnd::line;
    header_.rest = at_line ? line.offset : lines.offset();
    header_.rest_line = at_line ? line.number : lines.number();
    check_bytes(header_.end == HeaderEnd::text ? text_.size() : line.offset);
    check_keys();
    header_.revision.message = normalized_message(message_);
    return std::move(header_);
  }

 private:
  void take(const TextLine& line) {
    if (const auto key = key_of(line.text)) {
      take_key(line, *key);
    } else if (const auto marker = marker_in(line.text)) {
      header_.end = HeaderEnd::marker;
      header_.marker_line = line.number;
      header_.marker_offset = line.offset;
      header_.marker = read_marker(line, *marker, file_, header_.problems);
    } else if (line.text.starts_with("--")) {
      take_comment(line);
    } else if (trimmed(line.text).empty()) {
      message_ += '\n';
    } else {
      header_.end = HeaderEnd::line;
    }
  }

  void take_comment(const TextLine& line) {
    if (!in_keys_) {
      message_.append(comment_text(line.text)) += '\n';
      return;
    }
    const std::string_view text = trimmed(line.text.substr(2));
    if (text.empty()) return;
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) {
      add(line, text,
          "only lines `-- KEY: value` may stand between the first key and the first marker",
          std::string(kKeysHint));
      return;
    }
    const std::string_view key = text.substr(0, colon);
    const auto best = nearest(key, kKeys);
    if (best) excused_.insert(*best);
    add(line, key, fmt::format("unknown key `{}`", shown(key)),
        best ? fmt::format("did you mean `{}`?", *best) : std::string(kKeysHint));
  }

  /// The message line that was meant to set `key`, such as `-- Revision: x`. Looked for only when
  /// the key is missing: most messages have no such line.
  [[nodiscard]] std::optional<TextLine> misspelt(std::string_view key) const {
    constexpr std::size_t kLongestKey = 24;
    LineReader lines(text_.substr(0, header_.rest), start_);
    TextLine line;
    while (lines.next(line) && !key_of(line.text)) {
      if (!line.text.starts_with("--")) continue;
      const std::string_view text = trimmed(line.text.substr(2));
      const std::size_t colon = text.find(':');
      if (colon > kLongestKey) continue;
      if (nearest(trimmed(text.substr(0, colon)), kKeys) == key) return line;
    }
    return std::nullopt;
  }

  void take_key(const TextLine& line, std::string_view key) {
    in_keys_ = true;
    const auto index = static_cast<std::size_t>(std::ranges::find(kKeys, key) - kKeys.begin());
    if (std::exchange(lines_[index], line.number) != 0) {
      add(line, key, fmt::format("the key `{}` is repeated", key), "each key stands once");
      return;
    }
    const std::string_view value = trimmed(line.text.substr(line.text.find(':') + 1));
    Revision& revision = header_.revision;
    if (key == "revision") take_id(line, value);
    if (key == "down_revision") revision.parents = take_list(line, value, "parent");
    if (key == "branch_labels") revision.labels = take_list(line, value, "label");
    if (key == "depends_on") revision.depends_on = take_list(line, value, "dependency");
    if (key == "create_date") revision.create_date = value;
  }

  void take_id(const TextLine& line, std::string_view value) {
    header_.revision.id = value;
    if (value.empty()) {
      add(line, value, "the key `revision` is empty", "give the revision an id");
    } else if (const auto problem = problem_with_id(value)) {
      add(line, value, fmt::format("the id `{}` {}", shown(value), *problem), {});
    }
  }

  std::vector<std::string> take_list(const TextLine& line, std::string_view value,
                                     std::string_view what) {
    for (const ListProblem& problem : problems_in_list(value, what)) {
      add(line, offset_in(line.text, value) + problem.offset, problem.what, {});
    }
    return split_list(value);
  }

  /// Reports what is missing, unless a line was reported that was meant to be it.
  void check_keys() {
    Revision& revision = header_.revision;
    revision.id_line = lines_[0];
    revision.parents_line = lines_[1];
    revision.labels_line = lines_[2];
    revision.depends_line = lines_[3];
    if (lines_[0] == 0 && lines_[1] == 0 && excused_.empty() && !misspelt(kKeys[0]) &&
        !misspelt(kKeys[1])) {
      const Error problem(Fault::revision,
                          "this is no revision file: it has no line `-- revision: ID`",
                          Location{file_, 1, 0});
      header_.problems.push_back(problem.with_hint(
          "a revision file starts with its message and its keys, all as `--` lines; `migrate "
          "revision -m` writes one"));
      return;
    }
    if (lines_[0] == 0) add_missing("revision", "write `-- revision: ID`");
    if (lines_[1] == 0) {
      add_missing("down_revision", "write `-- down_revision:`, with nothing after it for a base");
    }
  }

  void add_missing(std::string_view key, std::string_view hint) {
    if (excused_.contains(key)) return;
    const auto meant = misspelt(key);
    const std::string what = fmt::format("the key `{}` is missing", key);
    if (meant) {
      add(*meant, meant->text, what, fmt::format("did you mean `-- {}:` here?", key));
      return;
    }
    const std::size_t line = std::max(*std::ranges::max_element(lines_), std::size_t{1});
    const Error problem(Fault::revision, what, Location{file_, line, 0});
    header_.problems.push_back(problem.with_hint(std::string(hint)));
  }

  /// Reports the first NUL and the first byte that is no UTF-8 in the header.
  void check_bytes(std::size_t end) {
    const std::string_view header = text_.substr(0, end);
    const std::size_t nul = header.find('\0', start_);
    if (nul != std::string_view::npos) {
      add_byte(header, nul, "a NUL byte in the header", "save the file as UTF-8");
    }
    if (const auto invalid = first_invalid_utf8(header.substr(start_))) {
      add_byte(header, start_ + *invalid, "the header is not valid UTF-8",
               "save the file as UTF-8");
    }
  }

  void add_byte(std::string_view header, std::size_t at, const std::string& what,
                std::string hint) {
    LineReader lines(header, start_);
    TextLine line;
    while (lines.next(line) && lines.offset() <= at) continue;
    add(line, at - line.offset, what, std::move(hint));
  }

  void add(const TextLine& line, std::string_view part, const std::string& what, std::string hint) {
    add(line, offset_in(line.text, part), what, std::move(hint));
  }

  void add(const TextLine& line, std::size_t column, const std::string& what, std::string hint) {
    const Error problem = problem_in_line(file_, line, column, what);
    header_.problems.push_back(hint.empty() ? problem : problem.with_hint(std::move(hint)));
  }

  std::string_view text_;
  const std::string& file_;
  std::size_t start_;  ///< after the byte-order mark
  Header header_;
  std::string message_;
  bool in_keys_ = false;
  std::array<std::size_t, kKeys.size()> lines_{};  ///< of each key; 0 when it was not met
  std::set<std::string, std::less<>> excused_;     ///< keys that a reported line was meant to be
};

}  // namespace

Header read_header(std::string_view text, const std::string& file) {
  return HeaderReader(text, file).read();
}

std::optional<std::string_view> key_of(std::string_view line) noexcept {
  if (!line.starts_with("--")) return std::nullopt;
  const std::string_view text = trimmed(line.substr(2));
  const std::string_view word = text.substr(0, text.find(':'));
  if (word.size() == text.size()) return std::nullopt;
  const bool known = std::ranges::find(kKeys, word) != kKeys.end();
  return known ? std::optional(word) : std::nullopt;
}

std::string normalized_message(std::string_view message) {
  std::string result;
  LineReader lines(message);
  TextLine line;
  while (lines.next(line)) {
    const std::size_t last = line.text.find_last_not_of(" \t\r");
    const std::string_view kept =
        line.text.substr(0, last == std::string_view::npos ? 0 : last + 1);
    if (result.empty()) {
      result = trimmed(kept);
    } else {
      result.append("\n").append(kept);
    }
  }
  result.erase(result.find_last_not_of('\n') + 1);
  return result;
}

std::vector<ListProblem> problems_in_list(std::string_view list, std::string_view what) {
  std::vector<ListProblem> problems;
  if (trimmed(list).empty()) return problems;
  const bool has_several = list.find(',') != std::string_view::npos;
  std::set<std::string_view> seen;
  for (std::size_t start = 0; start <= list.size();) {
    const std::size_t comma = std::min(list.find(',', start), list.size());
    const std::string_view item = trimmed(list.substr(start, comma - start));
    const std::size_t offset = item.empty() ? start : offset_in(list, item);
    if (item.empty()) {
      problems.push_back(
          {offset, fmt::format("an empty item in a list: a {} is missing here", what)});
    } else if (const auto problem = problem_with_id(item)) {
      problems.push_back({offset, fmt::format("the {} `{}` {}", what, shown(item), *problem)});
    } else if (has_several && !seen.insert(item).second) {
      problems.push_back({offset, fmt::format("the {} `{}` is named twice", what, shown(item))});
    }
    start = comma + 1;
  }
  return problems;
}

}  // namespace migrate
