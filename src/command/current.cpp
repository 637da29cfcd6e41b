#include "command/current.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "command/current_rows.hpp"
#include "graph/version_rows.hpp"

namespace migrate {
namespace {

/// The heads that are not applied.
std::vector<RevisionId> missing_heads(const RevisionGraph& graph,
                                      const RevisionGraph::Marks& applied) {
  std::vector<RevisionId> missing;
  for (const Vertex head : graph.heads()) {
    if (!applied[head]) missing.push_back(graph[head].id);
  }
  return missing;
}

/// `unknown` are the rows that no file declares.
void require_heads(const std::vector<RevisionId>& missing, const std::vector<RevisionId>& unknown) {
  if (missing.empty()) return;
  throw Error(Fault::not_current,
              fmt::format("the database is not up to date: {} {} not applied",
                          fmt::join(missing, ", "), missing.size() == 1 ? "is" : "are"))
      .with_hint(unknown.empty()
                     ? std::string("run `migrate upgrade heads`")
                     : fmt::format("it is at {}, which no file declares: a newer checkout may have "
                                   "it",
                                   fmt::join(unknown, ", ")));
}

/// The rows do not tell of a section outside a transaction that has run in part.
void require_none_half_done(const std::vector<std::string>& steps) {
  if (steps.empty()) return;
  const bool one = steps.size() == 1;
  throw Error(Fault::verification,
              fmt::format("{} {} half done: the database is between two revisions",
                          fmt::join(steps, ", "), one ? "is" : "are"))
      .with_hint(
          "it may be running now: see `migrate locks`. If not, `migrate verify` says which command "
          "goes on with it");
}

}  // namespace

void run_current(const CurrentArgs& args, const Project& project, Output& output) {
  const RevisionGraph& graph = project.graph();
  const std::vector<RevisionId> rows = current_rows(project, output);
  std::vector<RevisionId> known;
  std::ranges::copy_if(rows, std::back_inserter(known),
                       [&](const RevisionId& id) { return graph.find(id).has_value(); });
  const std::vector<RevisionId> current = rows_of(graph, applied_set(graph, known));

  std::vector<Vertex> revisions;
  for (const Vertex vertex : graph.newest_first()) {
    if (std::ranges::binary_search(current, graph[vertex].id)) revisions.push_back(vertex);
  }
  const Detail detail = args.verbose ? Detail::several_lines : Detail::one_line;
  Listing listing(graph, std::move(revisions), Listing::Form::revisions, detail,
                  {.tree_marks = true, .labels = false}, current);
  listing.hide_current_marks();
  for (const UnknownRow& row : unknown_rows(project, rows, output)) listing.add_unknown(row);
  output.listing(listing);
  if (!args.check_heads) return;
  require_heads(missing_heads(graph, applied_below(project, rows, output)),
                unknown_among(graph, rows));
  require_none_half_done(half_done_steps(project, output));
}

}  // namespace migrate
