#include "command/history.hpp"

#include <utility>

#include "command/current_rows.hpp"
#include "graph/resolve.hpp"

namespace migrate {

void run_history(const HistoryArgs& args, const Project& project, Output& output) {
  const RevisionGraph& graph = project.graph();
  const Range range = args.range ? parse_range(*args.range) : Range{};
  const bool asks_database =
      args.indicate_current || needs_current(range.from) || needs_current(range.to);
  std::optional<std::vector<RevisionId>> current;
  if (asks_database) current = current_rows(project, output);

  const Detail detail = args.verbose ? Detail::several_lines : Detail::one_line;
  const LineParts parts{.parents = true, .message = true, .tree_marks = true};
  std::vector<Vertex> revisions =
      resolve_range(graph, range, current.value_or(std::vector<RevisionId>()));
  if (!args.indicate_current) current.reset();
  output.listing(Listing(graph, std::move(revisions), Listing::Form::revisions, detail, parts,
                         std::move(current)));
}

}  // namespace migrate
