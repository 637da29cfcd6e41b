#include "support/graph_text.hpp"

#include <algorithm>
#include <cstddef>
#include <string>

namespace migrate {
namespace {

constexpr std::string_view kBlanks = " \t\r,";

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (true) {
    text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
    if (text.empty()) return words;
    const std::string_view word = text.substr(0, text.find_first_of(kBlanks));
    words.emplace_back(word);
    text.remove_prefix(word.size());
  }
}

/// Cuts what stands between `open` and `close` out of `text`.
std::vector<std::string> take_enclosed(std::string& text, char open, char close) {
  const std::size_t begin = text.find(open);
  const std::size_t end = text.find(close);
  if (begin == std::string::npos || end == std::string::npos) return {};
  const std::string inner = text.substr(begin + 1, end - begin - 1);
  text.erase(begin, end - begin + 1);
  return words_of(inner);
}

Revision revision_of(std::string text) {
  Revision revision;
  revision.labels = take_enclosed(text, '[', ']');
  revision.depends_on = take_enclosed(text, '(', ')');
  std::vector<std::string> words = words_of(text);
  revision.id = words.front();
  if (words.size() > 1) revision.parents.assign(words.begin() + 2, words.end());  // after the arrow
  revision.message = "add " + revision.id;
  revision.file = revision.id + ".sql";
  revision.id_line = 3;
  revision.parents_line = 4;
  revision.labels_line = 5;
  revision.depends_line = 6;
  return revision;
}

}  // namespace

std::vector<Revision> revisions_of(std::string_view text) {
  std::vector<Revision> revisions;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find_first_of(";\n"));
    if (!words_of(line).empty()) revisions.push_back(revision_of(std::string(line)));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return revisions;
}

std::string line_of(std::size_t count) {
  std::string text = "r0";
  for (std::size_t at = 1; at < count; ++at) {
    text += "; r" + std::to_string(at) + " <- r" + std::to_string(at - 1);
  }
  return text;
}

RevisionGraph graph_of(std::string_view text) { return RevisionGraph::build(revisions_of(text)); }

}  // namespace migrate
