#include "runtime/version_check.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/edit_distance.hpp"

namespace migrate {

std::vector<RevisionId> unknown_among(const RevisionGraph& graph,
                                      const std::vector<RevisionId>& rows) {
  std::vector<RevisionId> unknown;
  std::ranges::copy_if(rows, std::back_inserter(unknown),
                       [&](const RevisionId& id) { return !graph.find(id); });
  return unknown;
}

void require_known_rows(const RevisionGraph& graph, const VersionTable& table) {
  const std::vector<RevisionId> unknown = unknown_among(graph, table.ids);
  if (unknown.empty()) return;
  const bool several = unknown.size() > 1;
  std::vector<std::string_view> known;
  for (Vertex vertex = 0; vertex < graph.size(); ++vertex) known.push_back(graph[vertex].id);
  const std::optional<std::string> near = nearest(unknown.front(), known);
  throw Error(Fault::database,
              fmt::format("the version table {} names {} {}, which no revision file declares",
                          table.name.name, several ? "the revisions" : "the revision",
                          fmt::join(unknown, ", ")))
      .with_hint(fmt::format(
          "{}a newer checkout may have it: was this program rolled back? Nothing was changed. With "
          "that checkout gone for good, `migrate stamp --purge REVISION` sets the table anew",
          near ? fmt::format("the nearest id is {}; or ", *near) : ""));
}

}  // namespace migrate
