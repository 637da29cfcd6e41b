#include "graph/candidates.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace migrate {
namespace {

/// A message that names more than this is no longer read.
constexpr std::size_t kMostNamed = 20;

}  // namespace

std::string with_file(const RevisionGraph& graph, Vertex revision) {
  return fmt::format("{} ({})", graph[revision].id, graph[revision].file);
}

std::string with_files(const RevisionGraph& graph, std::span<const Vertex> revisions) {
  std::string text;
  for (const Vertex revision : revisions.first(std::min(revisions.size(), kMostNamed))) {
    text += (text.empty() ? "" : ", ") + with_file(graph, revision);
  }
  if (revisions.size() > kMostNamed)
    text += fmt::format(" and {} more", revisions.size() - kMostNamed);
  return text;
}

}  // namespace migrate
