#include "command/show.hpp"

#include <utility>
#include <vector>

#include "command/current_rows.hpp"
#include "graph/resolve.hpp"

namespace migrate {

namespace {

/// The rows that no file declares and whose ids `name` is short for.
std::vector<UnknownRow> unknown_by_name(const Project& project, const std::string& name,
                                        Output& output) {
  if (!project.config().database_url) return {};
  try {
    std::vector<UnknownRow> rows =
        unknown_rows(project, project.open_database(output).read().ids, output);
    std::erase_if(rows, [&](const UnknownRow& row) { return !row.id.starts_with(name); });
    return rows;
  } catch (const Error&) {
    return {};  // that no file declares it is what was asked
  }
}

}  // namespace

void run_show(const ShowArgs& args, const Project& project, Output& output) {
  const RevisionGraph& graph = project.graph();
  const Target target = parse_target(args.revision);
  std::vector<RevisionId> rows;
  if (counts_from_current(target)) rows = current_rows(project, output);
  std::vector<UnknownRow> unknown = unknown_rows(project, rows, output);
  std::vector<Vertex> revisions;
  try {
    revisions = resolve(graph, target, rows);
  } catch (const Error&) {
    unknown = unknown_by_name(project, args.revision, output);
    if (unknown.empty()) throw;
  }
  Listing listing(graph, std::move(revisions), Listing::Form::revisions, Detail::several_lines);
  for (const UnknownRow& row : unknown) listing.add_unknown(row);
  output.listing(listing);
}

}  // namespace migrate
