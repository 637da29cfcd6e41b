#include "command/listing.hpp"

#include <algorithm>
#include <utility>

namespace migrate {

std::string unknown_text(const UnknownRow& row) {
  std::string text = row.id + " (unknown)";
  if (!row.message.empty()) text += ", " + row.message;
  if (!row.applied.empty()) text += "; applied " + row.applied;
  return text;
}

Listing::Listing(const RevisionGraph& graph, std::vector<Vertex> revisions, Form form,
                 Detail detail, LineParts parts, std::optional<std::vector<RevisionId>> current)
    : graph_(graph),
      revisions_(std::move(revisions)),
      current_(std::move(current)),
      form_(form),
      detail_(detail),
      parts_(parts) {
  if (current_) std::ranges::sort(*current_);
}

std::string Listing::text(std::size_t index) const {
  if (index < unknown_.size()) return unknown_text(unknown_[index]) + "\n";
  const Vertex revision = revisions_[index - unknown_.size()];
  const std::span<const RevisionId> marked = current_ && current_marks_
                                                 ? std::span<const RevisionId>(*current_)
                                                 : std::span<const RevisionId>();
  if (form_ == Form::branch_points) return branch_point_text(graph_, revision, detail_);
  if (detail_ == Detail::several_lines) return long_text(graph_, revision, marked) + "\n";
  return line_text(graph_, revision, parts_, marked) + "\n";
}

RevisionView Listing::view(std::size_t index) const {
  RevisionView view;
  if (index < unknown_.size()) {
    const UnknownRow& row = unknown_[index];
    view.id = row.id;
    view.known = false;
    view.message = row.message;
    view.file = row.file;
    view.applied = row.applied;
    view.is_current = true;
    return view;
  }
  const Vertex vertex = revisions_[index - unknown_.size()];
  const Revision& revision = graph_[vertex];
  const std::vector<std::string_view> labels = graph_.branch_labels(vertex);
  view.id = revision.id;
  view.parents = revision.parents;
  view.depends_on = revision.depends_on;
  view.labels.assign(labels.begin(), labels.end());
  view.message = revision.message;
  view.create_date = revision.create_date;
  view.file = revision.file;
  view.is_head = graph_.children(vertex).empty();
  if (current_) view.is_current = std::ranges::binary_search(*current_, revision.id);
  view.is_branch_point = graph_.children(vertex).size() > 1;
  view.is_merge_point = revision.parents.size() > 1;
  return view;
}

}  // namespace migrate
