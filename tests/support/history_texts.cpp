#include "support/history_texts.hpp"

#include <algorithm>
#include <sstream>
#include <utility>

namespace migrate {

HistoryTexts::HistoryTexts(std::string_view graph) {
  std::string lines(graph);
  std::ranges::replace(lines, ';', '\n');
  std::istringstream in(lines);
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    std::string id;
    if (!(words >> id)) continue;
    std::string parents;
    std::string word;
    for (words >> word; words >> word;) parents += (parents.empty() ? "" : ", ") + word;
    names_[id] = id + ".sql";
    headers_[id] = "-- Add " + id + "\n--\n-- revision: " + id + "\n-- down_revision: " + parents + "\n\n";
    with_upgrade(id, "CREATE TABLE t_" + id + " (x INTEGER);");
  }
}

HistoryTexts& HistoryTexts::with_sections(const std::string& id, std::string sections) {
  sections_[id] = std::move(sections);
  return *this;
}

HistoryTexts& HistoryTexts::with_upgrade(const std::string& id, const std::string& sql) {
  return with_sections(
      id, "-- migrate:upgrade\n" + sql + "\n\n-- migrate:downgrade\nDROP TABLE t_" + id + ";\n");
}

BuiltinRevisions HistoryTexts::files() const {
  texts_.clear();
  texts_.reserve(headers_.size());
  BuiltinRevisions files;
  for (const auto& [id, header] : headers_) {
    texts_.push_back(header + sections_.at(id));
    files.push_back({names_.at(id), texts_.back()});
  }
  return files;
}

}  // namespace migrate
