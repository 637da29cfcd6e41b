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
  std::vector<RevisionId> rows;
  if (asks_database) rows = current_rows(project, output);

  const Detail detail = args.verbose ? Detail::several_lines : Detail::one_line;
  const LineParts parts{.parents = true, .message = true, .tree_marks = true};
  std::optional<std::vector<RevisionId>> marked;
  if (args.indicate_current) marked = rows;
  Listing listing(graph, resolve_range(graph, range, rows), Listing::Form::revisions, detail, parts,
                  std::move(marked));
  for (const UnknownRow& row : unknown_rows(project, rows, output)) listing.add_unknown(row);
  output.listing(listing);
}

}  // namespace migrate
