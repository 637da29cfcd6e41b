#include "support/history_texts.hpp"

#include <utility>

#include "support/graph_text.hpp"

namespace migrate {
namespace {

std::string joined(const std::vector<std::string>& ids) {
  std::string text;
  for (const std::string& id : ids) text += (text.empty() ? "" : ", ") + id;
  return text;
}

std::string header_of(const Revision& revision) {
  std::string text = "-- Add " + revision.id + "\n--\n-- revision: " + revision.id +
                     "\n-- down_revision: " + joined(revision.parents) + "\n";
  if (!revision.labels.empty()) text += "-- branch_labels: " + joined(revision.labels) + "\n";
  if (!revision.depends_on.empty()) text += "-- depends_on: " + joined(revision.depends_on) + "\n";
  return text + "\n";
}

}  // namespace

HistoryTexts::HistoryTexts(std::string_view graph) {
  for (const Revision& revision : revisions_of(graph)) {
    names_[revision.id] = revision.file;
    headers_[revision.id] = header_of(revision);
    with_upgrade(revision.id, "CREATE TABLE t_" + revision.id + " (x INTEGER);");
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
  BuiltinRevisions files;
  for (const auto& [id, header] : headers_) {
    texts_.push_back(header + sections_.at(id));
    files.push_back({names_.at(id), texts_.back()});
  }
  return files;
}

}  // namespace migrate
