#include "runtime/version_check.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "graph/version_rows.hpp"

namespace migrate {

void require_known_rows(const RevisionGraph& graph, const VersionTable& table) {
  std::vector<RevisionId> unknown;
  std::ranges::copy_if(table.ids, std::back_inserter(unknown),
                       [&](const RevisionId& id) { return !graph.find(id); });
  if (unknown.empty()) return;
  const bool several = unknown.size() > 1;
  throw Error(Fault::database,
              fmt::format("the version table {} names {} {}, which no revision file declares",
                          table.name.name, several ? "the revisions" : "the revision",
                          fmt::join(unknown, ", ")))
      .with_hint("a newer checkout may have it: was this program rolled back? Nothing was changed. "
                 "With that checkout gone for good, `migrate stamp --purge REVISION` sets the table anew");
}

std::vector<RevisionId> redundant_rows(const RevisionGraph& graph, std::span<const RevisionId> rows) {
  std::vector<RevisionId> before(rows.begin(), rows.end());
  std::ranges::sort(before);
  return row_change(before, rows_of(graph, applied_set(graph, before))).removed;
}

}  // namespace migrate
