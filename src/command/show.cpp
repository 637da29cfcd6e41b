#include "command/show.hpp"

#include "command/current_rows.hpp"

namespace migrate {

void run_show(const ShowArgs& args, const Project& project, Output& output) {
  std::vector<Vertex> revisions = resolve_asking(project, args.revision, output);
  output.listing(
      Listing(project.graph(), std::move(revisions), Listing::Form::revisions, Detail::several_lines));
}

}  // namespace migrate
