#include "runtime/version_check.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/edit_distance.hpp"

namespace migrate {
namespace {

/// Who gave such a row a name that a file has nearly too.
std::string did_you_mean_file(const RevisionGraph& graph, const RevisionId& unknown) {
  std::vector<std::string_view> known;
  for (Vertex vertex = 0; vertex < graph.size(); ++vertex) known.push_back(graph[vertex].id);
  const std::optional<std::string> near = nearest(unknown, known);
  return near ? fmt::format("the nearest id is {}; or ", *near) : "";
}

/// Without a word of the history the files alone can tell.
std::string ways_on(const RevisionGraph& graph, const RevisionId& unknown) {
  return did_you_mean_file(graph, unknown) +
         "a newer checkout may have it: was this program rolled back? Nothing was changed. With "
         "that checkout gone for good, `migrate stamp --purge REVISION` sets the table anew";
}

std::string ways_on(const std::vector<HistoryRow>& remembered) {
  return fmt::format(
      "take the newer checkout that has it; or write its file again with `migrate "
      "recover {}`; or undo it with `migrate downgrade TARGET --stored`. Nothing "
      "was changed",
      remembered.size() == 1 ? remembered.front().revision : "--all");
}

/// "aaa112 was applied 2026-11-21 10:00:00 by root@web-1, from versions/2.sql: Add users"
std::string memory_text(const HistoryRow& row) {
  std::string text = fmt::format("{} was applied {}", row.revision, when_and_who(row));
  if (!row.file.empty()) text += ", from " + row.file;
  return row.message.empty() ? text : text + ": " + row.message;
}

Error unknown_rows(const RevisionGraph& graph, const VersionTable& table,
                   const std::vector<RevisionId>& unknown,
                   const std::vector<HistoryRow>& remembered) {
  const bool several = unknown.size() > 1;
  Error error(Fault::database,
              fmt::format("the version table {} names {} {}, which no revision file declares",
                          table.name.name, several ? "the revisions" : "the revision",
                          fmt::join(unknown, ", ")));
  if (remembered.empty()) return error.with_hint(ways_on(graph, unknown.front()));
  for (const HistoryRow& row : remembered) error = error.with_note(memory_text(row));
  return error.with_hint(ways_on(remembered));
}

}  // namespace

std::vector<RevisionId> unknown_among(const RevisionGraph& graph,
                                      const std::vector<RevisionId>& rows) {
  std::vector<RevisionId> unknown;
  std::ranges::copy_if(rows, std::back_inserter(unknown),
                       [&](const RevisionId& id) { return !graph.find(id); });
  return unknown;
}

std::vector<HistoryRow> remembered(Connection& connection, const TableName& history,
                                   const std::vector<RevisionId>& unknown) {
  if (unknown.empty() || history.name.empty()) return {};
  std::vector<HistoryRow> rows;
  try {
    if (!connection.has_history(history)) return {};
    for (StoredRevision& stored : HistoryTable(connection, history).stored(unknown)) {
      rows.push_back(std::move(stored.row));
    }
  } catch (const Error& error) {
    // Who may not read the history is told the rest all the same.
    if (error.fault() != Fault::database) throw;
  }
  return rows;
}

void require_known_rows(const RevisionGraph& graph, const VersionTable& table,
                        Connection& connection, const TableName& history) {
  const std::vector<RevisionId> unknown = unknown_among(graph, table.ids);
  if (!unknown.empty())
    throw unknown_rows(graph, table, unknown, remembered(connection, history, unknown));
}

void require_known_rows(const RevisionGraph& graph, const VersionTable& table) {
  const std::vector<RevisionId> unknown = unknown_among(graph, table.ids);
  if (!unknown.empty()) throw unknown_rows(graph, table, unknown, {});
}

}  // namespace migrate
