#include "graph/label_sets.hpp"

#include <algorithm>
#include <cstddef>
#include <unordered_set>
#include <utility>

namespace migrate {
namespace {

/// The run of revisions that ends in a head without a branch, a merge or a second dependent in it:
/// all of them share the labels that any of them declares.
struct Tail {
  Vertex bottom = 0;
  std::vector<std::string_view> labels;
};

constexpr std::size_t kNoTail = static_cast<std::size_t>(-1);

bool is_plain(const RevisionGraph& graph, Vertex revision) {
  return graph.directly_above(revision).size() <= 1 && graph.parents(revision).size() <= 1;
}

class Tails {
 public:
  explicit Tails(const RevisionGraph& graph) : tail_of_(graph.size(), kNoTail) {
    for (const Vertex head : graph.heads()) add(graph, head);
  }

  [[nodiscard]] const Tail* find(Vertex revision) const {
    return tail_of_[revision] == kNoTail ? nullptr : &tails_[tail_of_[revision]];
  }

 private:
  std::vector<std::size_t> tail_of_;
  std::vector<Tail> tails_;

  void add(const RevisionGraph& graph, Vertex head) {
    Tail tail;
    for (Vertex at = head; is_plain(graph, at); at = graph.parents(at).front()) {
      tail_of_[at] = tails_.size();
      tail.bottom = at;
      tail.labels.insert(tail.labels.end(), graph[at].labels.begin(), graph[at].labels.end());
      if (graph.parents(at).empty()) break;
    }
    tails_.push_back(std::move(tail));
  }
};

}  // namespace

LabelSets::LabelSets(const RevisionGraph& graph) {
  if (graph.labels().empty()) return;
  sets_.emplace_back();
  set_of_.assign(graph.size(), 0);
  const Tails tails(graph);
  for (const Vertex revision : graph.order()) {
    const Tail* tail = tails.find(revision);
    if (tail == nullptr) {
      const auto& declared = graph[revision].labels;
      set_of_[revision] = make_set({declared.begin(), declared.end()}, graph.parents(revision));
    } else if (revision == tail->bottom) {
      set_of_[revision] = make_set(tail->labels, graph.parents(revision));
    } else {
      set_of_[revision] = set_of_[graph.parents(revision).front()];
    }
  }
}

LabelSets::SetId LabelSets::make_set(std::vector<std::string_view> own,
                                     std::span<const Vertex> parents) {
  std::vector<SetId> inherited;
  for (const Vertex parent : parents) {
    if (set_of_[parent] != 0) inherited.push_back(set_of_[parent]);
  }
  std::ranges::sort(inherited);
  inherited.erase(std::unique(inherited.begin(), inherited.end()), inherited.end());
  if (own.empty() && inherited.empty()) return 0;
  if (own.empty() && inherited.size() == 1) return inherited.front();
  sets_.push_back({std::move(own), std::move(inherited)});
  return static_cast<SetId>(sets_.size() - 1);
}

std::vector<std::string_view> LabelSets::of(Vertex revision) const {
  std::vector<std::string_view> labels;
  if (set_of_.empty() || set_of_[revision] == 0) return labels;
  std::vector<SetId> open{set_of_[revision]};
  std::unordered_set<SetId> seen(open.begin(), open.end());
  while (!open.empty()) {
    const Set& set = sets_[open.back()];
    open.pop_back();
    labels.insert(labels.end(), set.own.begin(), set.own.end());
    for (const SetId next : set.inherited) {
      if (seen.insert(next).second) open.push_back(next);
    }
  }
  std::ranges::sort(labels);
  return labels;
}

}  // namespace migrate
