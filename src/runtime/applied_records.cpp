#include "runtime/applied_records.hpp"

#include <string_view>
#include <unordered_map>
#include <utility>

#include "base/list_text.hpp"
#include "db/history_entry.hpp"
#include "graph/version_rows.hpp"

namespace migrate {
namespace {

/// What the rows that a stamp's row names stand on.
RevisionGraph::Marks stood_on(const RevisionGraph& graph, std::string_view names) {
  std::vector<RevisionId> rows = split_list(names);
  std::erase_if(rows, [&](const RevisionId& id) { return !graph.find(id); });
  return applied_set(graph, rows);
}

bool is_of(const HistoryMove& row, HistoryKind kind) { return row.kind == name_of(kind); }

/// The records that have not ended, while a history is gone through from its oldest row on. They
/// point to its rows.
class Records {
 public:
  Records(const RevisionGraph& graph, std::size_t rows) : graph_(graph) { records_.reserve(rows); }

  void take(const HistoryMove& row) {
    if (is_of(row, HistoryKind::stamp)) {
      end_moved(row);
    } else if (is_of(row, HistoryKind::downgrade)) {
      records_.erase(row.revision);
    } else {
      records_[row.revision] = &row;
    }
  }

  /// Whether `row` is the one that a record stands for.
  [[nodiscard]] bool holds(const HistoryMove& row) const {
    const auto found = records_.find(row.revision);
    return found != records_.end() && found->second == &row;
  }

 private:
  void end_moved(const HistoryMove& stamp) {
    const RevisionGraph::Marks before = stood_on(graph_, stamp.parents);
    const RevisionGraph::Marks after = stood_on(graph_, stamp.revision);
    for (Vertex vertex = 0; vertex < graph_.size(); ++vertex) {
      if (before[vertex] != after[vertex]) records_.erase(graph_[vertex].id);
    }
  }

  const RevisionGraph& graph_;
  std::unordered_map<std::string_view, const HistoryMove*> records_;  // by revision
};

}  // namespace

std::vector<HistoryMove> applied_records(const HistoryTable& history, const RevisionGraph& graph) {
  return applied_records(history.moves().done, graph);
}

std::vector<HistoryMove> applied_records(std::vector<HistoryMove> moves,
                                         const RevisionGraph& graph) {
  Records records(graph, moves.size());
  for (const HistoryMove& row : moves) records.take(row);
  std::vector<bool> stands;
  stands.reserve(moves.size());
  for (const HistoryMove& row : moves) stands.push_back(records.holds(row));

  std::vector<HistoryMove> left;
  left.reserve(moves.size());
  for (std::size_t row = 0; row < moves.size(); ++row) {
    if (stands[row]) left.push_back(std::move(moves[row]));
  }
  return left;
}

}  // namespace migrate
