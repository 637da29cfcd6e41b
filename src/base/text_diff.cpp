#include "base/text_diff.hpp"

#include <algorithm>
#include <cstddef>
#include <unordered_map>
#include <vector>

#include <fmt/format.h>

#include "base/line_matches.hpp"
#include "base/sql_lexer.hpp"

namespace migrate {
namespace {

constexpr std::size_t kContext = 3;
constexpr std::string_view kNoLineEnd = "\\ No newline at end of file\n";

/// A text cut into lines.
class DiffText {
 public:
  explicit DiffText(std::string_view text) : text_(text), passwords_(passwords_in(text)) {
    for (std::size_t start = 0; start < text.size();) {
      const std::size_t feed = std::min(text.find('\n', start), text.size());
      std::size_t end = feed;
      if (feed < text.size() && end > start && text[end - 1] == '\r') --end;
      lines_.push_back({start, end});
      start = feed + 1;
    }
  }

  [[nodiscard]] std::size_t size() const noexcept { return lines_.size(); }

  /// The lines as numbers, equal for equal lines in all texts of the same `known`. A last line
  /// without a line end equals no other.
  [[nodiscard]] std::vector<int> numbered(std::unordered_map<std::string_view, int>& known) const {
    std::vector<int> numbers;
    numbers.reserve(size());
    for (const Line& line : lines_) {
      const std::string_view content = text_.substr(line.begin, line.end - line.begin);
      const int number =
          known.try_emplace(content, static_cast<int>(known.size()) + 1).first->second;
      numbers.push_back(line.end == text_.size() ? -number : number);
    }
    return numbers;
  }

  /// One line as a diff shows it, after `sign`. The words before it tell what a password is, and so
  /// does the line alone, should an apostrophe above it have misled the lexer.
  [[nodiscard]] std::string shown(std::size_t index, char sign) const {
    const Line& line = lines_[index];
    const std::string hidden = with_passwords_hidden(text_, line.begin, line.end, passwords_);
    std::string text = sign + with_passwords_hidden(hidden, 0, hidden.size()) + '\n';
    if (line.end == text_.size()) text += kNoLineEnd;
    return text;
  }

 private:
  struct Line {
    std::size_t begin = 0;
    std::size_t end = 0;  ///< before its line end
  };

  std::string_view text_;
  std::vector<SqlToken> passwords_;
  std::vector<Line> lines_;
};

/// Lines from `before` to `before_end` that became those from `after` to `after_end`.
struct Change {
  std::size_t before = 0;
  std::size_t before_end = 0;
  std::size_t after = 0;
  std::size_t after_end = 0;
};

std::vector<Change> changes_between(const DiffText& before, const DiffText& after) {
  std::unordered_map<std::string_view, int> known;
  const std::vector<int> old_lines = before.numbered(known);
  const std::vector<int> new_lines = after.numbered(known);
  std::vector<LineMatch> matches = line_matches(old_lines, new_lines);
  matches.push_back({before.size(), after.size(), 0});
  std::vector<Change> changes;
  Change change;
  for (const LineMatch& match : matches) {
    change.before_end = match.before;
    change.after_end = match.after;
    if (change.before < change.before_end || change.after < change.after_end)
      changes.push_back(change);
    change.before = match.before + match.length;
    change.after = match.after + match.length;
  }
  return changes;
}

/// `12,3`: from line 12, three lines. A range of none names the line before it.
std::string range_text(std::size_t begin, std::size_t end) {
  const std::size_t count = end - begin;
  if (count == 1) return fmt::format("{}", begin + 1);
  return fmt::format("{},{}", count == 0 ? begin : begin + 1, count);
}

/// Writes changes that are near each other, with the lines around and between them.
std::string hunk_text(const DiffText& before, const DiffText& after, const Change* first,
                      const Change* last) {
  const std::size_t above = std::min(first->before, kContext);
  const std::size_t below = std::min(before.size() - last->before_end, kContext);
  std::string text =
      fmt::format("@@ -{} +{} @@\n", range_text(first->before - above, last->before_end + below),
                  range_text(first->after - above, last->after_end + below));
  std::size_t at = first->before - above;
  for (const Change* change = first; change <= last; ++change) {
    for (; at < change->before; ++at) text += before.shown(at, ' ');
    for (; at < change->before_end; ++at) text += before.shown(at, '-');
    for (std::size_t line = change->after; line < change->after_end; ++line)
      text += after.shown(line, '+');
  }
  for (const std::size_t end = at + below; at < end; ++at) text += before.shown(at, ' ');
  return text;
}

}  // namespace

std::string unified_diff(std::string_view before, std::string_view after,
                         const std::string& before_name, const std::string& after_name) {
  const DiffText old_text(before);
  const DiffText new_text(after);
  const std::vector<Change> changes = changes_between(old_text, new_text);
  if (changes.empty()) return {};
  std::string text = fmt::format("--- {}\n+++ {}\n", before_name, after_name);
  for (std::size_t first = 0; first < changes.size();) {
    std::size_t last = first;
    while (last + 1 < changes.size() &&
           changes[last + 1].before - changes[last].before_end <= 2 * kContext) {
      ++last;
    }
    text += hunk_text(old_text, new_text, &changes[first], &changes[last]);
    first = last + 1;
  }
  return text;
}

}  // namespace migrate
