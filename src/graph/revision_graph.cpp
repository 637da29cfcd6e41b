#include "graph/revision_graph.hpp"

#include <algorithm>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/pending/queue.hpp>
#include <boost/property_map/property_map.hpp>
#include <cstdint>
#include <functional>
#include <queue>
#include <utility>

#include "graph/label_sets.hpp"
#include "graph/validate.hpp"
#include "migrate/error.hpp"

namespace migrate {
namespace {

/// From each revision to others; where to, in a row of memory.
using Links =
    boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, boost::no_property,
                                       boost::no_property, Vertex, std::uint32_t>;
using LinkList = std::vector<std::pair<Vertex, Vertex>>;

/// Keeps the order in which the links of one revision stand in `list`.
Links make_links(const LinkList& list, std::size_t size) {
  return {boost::edges_are_unsorted_multi_pass, list.begin(), list.end(), size};
}

LinkList reversed(const LinkList& list) {
  LinkList turned;
  turned.reserve(list.size());
  for (const auto& [from, to] : list) turned.emplace_back(to, from);
  return turned;
}

std::span<const Vertex> targets_of(const Links& links, Vertex vertex) {
  const auto [first, last] = boost::adjacent_vertices(vertex, links);
  return {first, last};
}

/// Every vertex after all that it has links to in `first`, of those that could come next always the
/// smallest. `then` are the same links the other way round.
std::vector<Vertex> in_order(const Links& first, const Links& then) {
  const std::size_t size = num_vertices(first);
  std::vector<std::size_t> waits_for(size);
  std::priority_queue<Vertex, std::vector<Vertex>, std::greater<>> ready;
  for (Vertex vertex = 0; vertex < size; ++vertex) {
    waits_for[vertex] = out_degree(vertex, first);
    if (waits_for[vertex] == 0) ready.push(vertex);
  }
  std::vector<Vertex> order;
  order.reserve(size);
  while (!ready.empty()) {
    order.push_back(ready.top());
    ready.pop();
    for (const Vertex next : targets_of(then, order.back())) {
      if (--waits_for[next] == 0) ready.push(next);
    }
  }
  return order;
}

RevisionGraph::Marks reached(const Links& links, std::span<const Vertex> from) {
  const std::size_t size = num_vertices(links);
  std::vector<boost::default_color_type> colours(size, boost::white_color);
  auto map = boost::make_iterator_property_map(colours.begin(), get(boost::vertex_index, links));
  boost::queue<Vertex> open;
  boost::breadth_first_visit(links, from.begin(), from.end(), open, boost::default_bfs_visitor{},
                             map);
  RevisionGraph::Marks marks(size);
  for (Vertex vertex = 0; vertex < size; ++vertex)
    marks[vertex] = colours[vertex] != boost::white_color;
  return marks;
}

std::vector<Vertex> without_links(const Links& links) {
  std::vector<Vertex> found;
  for (Vertex vertex = 0; vertex < num_vertices(links); ++vertex) {
    if (out_degree(vertex, links) == 0) found.push_back(vertex);
  }
  return found;
}

/// The first bytes of an id as a number: of two ids, the one with the smaller number comes first.
std::uint64_t start_of(std::string_view id) {
  std::uint64_t start = 0;
  for (std::size_t at = 0; at < sizeof start; ++at) {
    start = start << 8U | (at < id.size() ? static_cast<unsigned char>(id[at]) : 0U);
  }
  return start;
}

}  // namespace

struct RevisionGraph::Impl {
  explicit Impl(std::vector<Revision> sound_revisions);

  std::vector<Revision> revisions;
  std::vector<Vertex> by_id;
  std::vector<std::uint64_t> starts;  // of the ids, as by_id has them
  std::vector<BranchLabel> labels;
  Links parents;
  Links children;
  Links below;  // parents, then dependencies
  Links above;  // children, then dependents
  std::vector<Vertex> bases;
  std::vector<Vertex> heads;
  std::vector<Vertex> order;
  std::vector<Vertex> newest_first;
  LabelSets label_sets;

  [[nodiscard]] std::optional<Vertex> find(std::string_view id) const;
  [[nodiscard]] std::optional<Vertex> find_label(std::string_view label) const;

 private:
  void index();
  void link();
  [[nodiscard]] LinkList parent_list() const;
  [[nodiscard]] LinkList dependency_list() const;
  [[nodiscard]] std::vector<Vertex> dependencies_of(const Revision& revision) const;
};

RevisionGraph::Impl::Impl(std::vector<Revision> sound_revisions)
    : revisions(std::move(sound_revisions)) {
  const bool is_sorted = std::ranges::is_sorted(revisions, {}, &Revision::file);
  if (!is_sorted) std::ranges::sort(revisions, {}, &Revision::file);
  index();
  link();
  bases = without_links(parents);
  heads = without_links(children);
  order = in_order(below, above);
  newest_first = in_order(above, below);
}

void RevisionGraph::Impl::index() {
  std::vector<std::pair<std::uint64_t, Vertex>> ids;
  ids.reserve(revisions.size());
  for (Vertex vertex = 0; vertex < revisions.size(); ++vertex) {
    ids.emplace_back(start_of(revisions[vertex].id), vertex);
    for (const std::string& label : revisions[vertex].labels) labels.push_back({label, vertex});
  }
  std::ranges::sort(ids, [this](const auto& a, const auto& b) {
    return a.first == b.first ? revisions[a.second].id < revisions[b.second].id : a.first < b.first;
  });
  by_id.reserve(ids.size());
  starts.reserve(ids.size());
  for (const auto& [start, vertex] : ids) {
    starts.push_back(start);
    by_id.push_back(vertex);
  }
  std::ranges::sort(labels, {}, &BranchLabel::name);
}

void RevisionGraph::Impl::link() {
  LinkList list = parent_list();
  parents = make_links(list, revisions.size());
  children = make_links(reversed(list), revisions.size());
  const LinkList dependencies = dependency_list();
  list.insert(list.end(), dependencies.begin(), dependencies.end());
  below = make_links(list, revisions.size());
  above = make_links(reversed(list), revisions.size());
}

LinkList RevisionGraph::Impl::parent_list() const {
  LinkList list;
  for (Vertex vertex = 0; vertex < revisions.size(); ++vertex) {
    for (const RevisionId& parent : revisions[vertex].parents)
      list.emplace_back(vertex, *find(parent));
  }
  return list;
}

LinkList RevisionGraph::Impl::dependency_list() const {
  LinkList list;
  for (Vertex vertex = 0; vertex < revisions.size(); ++vertex) {
    for (const Vertex dependency : dependencies_of(revisions[vertex])) {
      list.emplace_back(vertex, dependency);
    }
  }
  return list;
}

std::vector<Vertex> RevisionGraph::Impl::dependencies_of(const Revision& revision) const {
  std::vector<Vertex> found;
  for (const std::string& name : revision.depends_on) {
    const std::optional<Vertex> by_label = find_label(name);
    const Vertex dependency = by_label ? *by_label : *find(name);
    const bool is_parent = std::ranges::count(revision.parents, revisions[dependency].id) > 0;
    if (!is_parent && std::ranges::count(found, dependency) == 0) found.push_back(dependency);
  }
  return found;
}

std::optional<Vertex> RevisionGraph::Impl::find(std::string_view id) const {
  const auto id_of = [this](Vertex vertex) { return std::string_view(revisions[vertex].id); };
  const auto [first, last] = std::equal_range(starts.begin(), starts.end(), start_of(id));
  const auto end = by_id.begin() + (last - starts.begin());
  const auto at =
      std::ranges::lower_bound(by_id.begin() + (first - starts.begin()), end, id, {}, id_of);
  if (at == end || id_of(*at) != id) return std::nullopt;
  return *at;
}

std::optional<Vertex> RevisionGraph::Impl::find_label(std::string_view label) const {
  const auto at = std::ranges::lower_bound(labels, label, {}, &BranchLabel::name);
  if (at == labels.end() || at->name != label) return std::nullopt;
  return at->revision;
}

RevisionGraph RevisionGraph::build(std::vector<Revision> revisions) {
  const std::vector<Error> problems = problems_in(revisions);
  if (!problems.empty()) throw Error::all(problems);
  auto impl = std::make_unique<Impl>(std::move(revisions));
  Impl& built = *impl;
  RevisionGraph graph(std::move(impl));
  built.label_sets = LabelSets(graph);  // found by walking the graph itself
  return graph;
}

RevisionGraph::RevisionGraph(std::unique_ptr<const Impl> impl) noexcept : impl_(std::move(impl)) {}
RevisionGraph::RevisionGraph(RevisionGraph&&) noexcept = default;
RevisionGraph& RevisionGraph::operator=(RevisionGraph&&) noexcept = default;
RevisionGraph::~RevisionGraph() = default;

std::size_t RevisionGraph::size() const noexcept { return impl_->revisions.size(); }

const Revision& RevisionGraph::operator[](Vertex vertex) const { return impl_->revisions[vertex]; }

std::optional<Vertex> RevisionGraph::find(std::string_view id) const { return impl_->find(id); }

std::optional<Vertex> RevisionGraph::find_label(std::string_view label) const {
  return impl_->find_label(label);
}

std::span<const BranchLabel> RevisionGraph::labels() const noexcept { return impl_->labels; }

std::vector<Vertex> RevisionGraph::with_prefix(std::string_view prefix) const {
  const auto start_of = [&](Vertex vertex) {
    return std::string_view(impl_->revisions[vertex].id).substr(0, prefix.size());
  };
  return {std::ranges::lower_bound(impl_->by_id, prefix, {}, start_of),
          std::ranges::upper_bound(impl_->by_id, prefix, {}, start_of)};
}

std::span<const Vertex> RevisionGraph::parents(Vertex vertex) const {
  return targets_of(impl_->parents, vertex);
}

std::span<const Vertex> RevisionGraph::children(Vertex vertex) const {
  return targets_of(impl_->children, vertex);
}

std::span<const Vertex> RevisionGraph::dependencies(Vertex vertex) const {
  return directly_below(vertex).subspan(parents(vertex).size());
}

std::span<const Vertex> RevisionGraph::dependents(Vertex vertex) const {
  return directly_above(vertex).subspan(children(vertex).size());
}

std::span<const Vertex> RevisionGraph::directly_below(Vertex vertex) const {
  return targets_of(impl_->below, vertex);
}

std::span<const Vertex> RevisionGraph::directly_above(Vertex vertex) const {
  return targets_of(impl_->above, vertex);
}

std::vector<std::string_view> RevisionGraph::branch_labels(Vertex vertex) const {
  return impl_->label_sets.of(vertex);
}

std::span<const Vertex> RevisionGraph::bases() const noexcept { return impl_->bases; }
std::span<const Vertex> RevisionGraph::heads() const noexcept { return impl_->heads; }
std::span<const Vertex> RevisionGraph::order() const noexcept { return impl_->order; }
std::span<const Vertex> RevisionGraph::newest_first() const noexcept { return impl_->newest_first; }

RevisionGraph::Marks RevisionGraph::below(std::span<const Vertex> from, Edges edges) const {
  return reached(edges == Edges::parents ? impl_->parents : impl_->below, from);
}

RevisionGraph::Marks RevisionGraph::above(std::span<const Vertex> from, Edges edges) const {
  return reached(edges == Edges::parents ? impl_->children : impl_->above, from);
}

}  // namespace migrate
