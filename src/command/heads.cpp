#include "command/heads.hpp"

namespace migrate {

void run_heads(const HeadsArgs& args, const Project& project, Output& output) {
  const RevisionGraph& graph = project.graph();
  const HeadKind kind =
      args.resolve_dependencies ? HeadKind::resolving_dependencies : HeadKind::by_parents;
  const Detail detail = args.verbose ? Detail::several_lines : Detail::one_line;
  output.listing(Listing(graph, heads_of(graph, kind), Listing::Form::revisions, detail));
}

}  // namespace migrate
