#include "graph/history_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>

namespace migrate {
namespace {

std::vector<std::string_view> ids_of(const RevisionGraph& graph,
                                     std::span<const Vertex> revisions) {
  std::vector<std::string_view> ids;
  for (const Vertex revision : revisions) ids.emplace_back(graph[revision].id);
  return ids;
}

std::string parents_text(const RevisionGraph& graph, Vertex revision) {
  const auto& parents = graph[revision].parents;
  return parents.empty() ? "<base>" : fmt::format("{}", fmt::join(parents, ", "));
}

std::string arrow_text(const RevisionGraph& graph, Vertex revision) {
  const auto& depends_on = graph[revision].depends_on;
  std::string text = parents_text(graph, revision);
  if (!depends_on.empty()) text += fmt::format(" ({})", fmt::join(depends_on, ", "));
  return text + " -> ";
}

std::string labels_text(const RevisionGraph& graph, Vertex revision) {
  const auto labels = graph.branch_labels(revision);
  return labels.empty() ? "" : fmt::format(" ({})", fmt::join(labels, ", "));
}

std::string head_mark(const RevisionGraph& graph, Vertex revision) {
  if (!graph.children(revision).empty()) return "";
  return graph.directly_above(revision).empty() ? " (head)" : " (effective head)";
}

std::string tree_marks(const RevisionGraph& graph, Vertex revision) {
  std::string text;
  if (graph.children(revision).size() > 1) text += " (branchpoint)";
  if (graph.parents(revision).size() > 1) text += " (mergepoint)";
  return text;
}

std::string field(std::string_view name, const std::string& value) {
  return value.empty() ? "" : fmt::format("{}: {}\n", name, value);
}

std::string indented(std::string_view message) {
  std::string text;
  while (!message.empty()) {
    const std::string_view line = message.substr(0, message.find('\n'));
    text += line.empty() ? "\n" : fmt::format("    {}\n", line);
    message.remove_prefix(std::min(line.size() + 1, message.size()));
  }
  return text;
}

}  // namespace

std::string line_text(const RevisionGraph& graph, Vertex revision, LineParts parts,
                      std::span<const RevisionId> current) {
  std::string text = parts.parents ? arrow_text(graph, revision) : "";
  text += graph[revision].id;
  if (parts.labels) text += labels_text(graph, revision);
  text += head_mark(graph, revision);
  if (std::ranges::binary_search(current, graph[revision].id)) text += " (current)";
  if (parts.tree_marks) text += tree_marks(graph, revision);
  if (parts.message) text += fmt::format(", {}", graph[revision].summary());
  return text;
}

std::string long_text(const RevisionGraph& graph, Vertex revision,
                      std::span<const RevisionId> current) {
  const Revision& declared = graph[revision];
  const bool is_merge = graph.parents(revision).size() > 1;
  const LineParts marks{.tree_marks = true, .labels = false};
  std::string text = "Rev: " + line_text(graph, revision, marks, current) + "\n";
  text += field(is_merge ? "Merges" : "Parent", parents_text(graph, revision));
  text += field("Also depends on", fmt::format("{}", fmt::join(declared.depends_on, ", ")));
  if (graph.children(revision).size() > 1) {
    text += field("Branches into",
                  fmt::format("{}", fmt::join(ids_of(graph, graph.children(revision)), ", ")));
  }
  text += field("Branch names", fmt::format("{}", fmt::join(graph.branch_labels(revision), ", ")));
  text += field("Created", declared.create_date);
  text += field("Path", declared.file);
  return text + "\n" + indented(declared.message);
}

std::string branch_point_text(const RevisionGraph& graph, Vertex revision, Detail detail) {
  const bool full = detail == Detail::several_lines;
  const LineParts line{.message = full, .tree_marks = true};
  std::string text = full ? long_text(graph, revision) : line_text(graph, revision, line) + "\n";
  for (const Vertex child : graph.children(revision)) {
    text +=
        fmt::format("{:{}} -> {}\n", "", graph[revision].id.size(), line_text(graph, child, line));
  }
  return text + "\n";
}

std::string branches_text(const RevisionGraph& graph, bool verbose) {
  const Detail detail = verbose ? Detail::several_lines : Detail::one_line;
  std::string text;
  for (const Vertex revision : graph.newest_first()) {
    if (graph.children(revision).size() > 1) text += branch_point_text(graph, revision, detail);
  }
  return text;
}

std::vector<Vertex> heads_of(const RevisionGraph& graph, HeadKind kind) {
  std::vector<Vertex> heads;
  for (const Vertex revision : graph.newest_first()) {
    const auto above =
        kind == HeadKind::by_parents ? graph.children(revision) : graph.directly_above(revision);
    if (above.empty()) heads.push_back(revision);
  }
  return heads;
}

}  // namespace migrate
