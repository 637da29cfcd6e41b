#include "command/show.hpp"

#include "command/current_rows.hpp"
#include "graph/resolve.hpp"

namespace migrate {

void run_show(const ShowArgs& args, const Project& project, Output& output) {
  const RevisionGraph& graph = project.graph();
  const Target target = parse_target(args.revision);
  std::vector<RevisionId> rows;
  if (counts_from_current(target)) rows = current_rows(project, output);
  Listing listing(graph, resolve(graph, target, rows), Listing::Form::revisions,
                  Detail::several_lines);
  for (const RevisionId& id : unknown_among(graph, rows)) listing.add_unknown(id);
  output.listing(listing);
}

}  // namespace migrate
