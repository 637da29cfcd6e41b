#include "graph/cycles.hpp"

#include <algorithm>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/property_map/property_map.hpp>
#include <unordered_map>
#include <utility>

namespace migrate {
namespace {

using Links = boost::compressed_sparse_row_graph<boost::directedS>;

/// For each revision the number of the knot that it is in; most are alone in theirs.
std::vector<std::size_t> knots_of(const LinksBelow& below) {
  std::vector<std::pair<std::size_t, std::size_t>> list;
  for (std::size_t from = 0; from < below.size(); ++from) {
    for (const std::size_t to : below[from]) list.emplace_back(from, to);
  }
  const Links links(boost::edges_are_unsorted_multi_pass, list.begin(), list.end(), below.size());
  std::vector<std::size_t> knot_of(below.size());
  boost::strong_components(
      links, boost::make_iterator_property_map(knot_of.begin(), get(boost::vertex_index, links)));
  return knot_of;
}

/// Walks down from `start` without leaving its knot until it comes to where it has been.
Cycle cycle_from(std::size_t start, const LinksBelow& below,
                 const std::vector<std::size_t>& knot_of) {
  Cycle path;
  std::unordered_map<std::size_t, std::size_t> seen_at;
  std::size_t at = start;
  while (seen_at.emplace(at, path.size()).second) {
    const auto stays = [&](std::size_t to) { return to != at && knot_of[to] == knot_of[start]; };
    path.push_back(at);
    at = *std::ranges::find_if(below[at], stays);
  }
  return {path.begin() + static_cast<std::ptrdiff_t>(seen_at.at(at)), path.end()};
}

}  // namespace

std::vector<Cycle> cycles_in(const LinksBelow& below) {
  const std::vector<std::size_t> knot_of = knots_of(below);
  std::vector<std::size_t> members(below.size());
  for (const std::size_t knot : knot_of) ++members[knot];

  std::vector<Cycle> cycles;
  for (std::size_t revision = 0; revision < below.size(); ++revision) {
    std::size_t& unseen = members[knot_of[revision]];
    if (unseen > 1) cycles.push_back(cycle_from(revision, below, knot_of));
    unseen = 0;
  }
  return cycles;
}

}  // namespace migrate
