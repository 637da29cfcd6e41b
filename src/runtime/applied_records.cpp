#include "runtime/applied_records.hpp"

#include <algorithm>
#include <map>
#include <string_view>

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

/// The records that have not ended, while a history is gone through from its oldest row on.
class Records {
 public:
  explicit Records(const RevisionGraph& graph) : graph_(graph) {}

  void take(const HistoryMove& row) {
    if (is_of(row, HistoryKind::stamp)) {
      end_moved(row);
    } else if (is_of(row, HistoryKind::downgrade)) {
      records_.erase(row.revision);
    } else {
      records_[row.revision] = &row;
    }
  }

  [[nodiscard]] std::vector<HistoryMove> oldest_first() const {
    std::vector<HistoryMove> rows;
    for (const auto& [id, row] : records_) rows.push_back(*row);
    std::ranges::sort(rows, {}, &HistoryMove::id);
    return rows;
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
  std::map<std::string_view, const HistoryMove*> records_;  // by revision
};

}  // namespace

std::vector<HistoryMove> applied_records(const HistoryTable& history, const RevisionGraph& graph) {
  return applied_records(history.moves().done, graph);
}

std::vector<HistoryMove> applied_records(std::span<const HistoryMove> moves,
                                         const RevisionGraph& graph) {
  Records records(graph);
  for (const HistoryMove& row : moves) records.take(row);
  return records.oldest_first();
}

}  // namespace migrate
