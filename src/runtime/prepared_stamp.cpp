#include "runtime/prepared_stamp.hpp"

#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/step_text.hpp"
#include "graph/version_rows.hpp"

namespace migrate {
namespace {

HistoryEntry stamp_entry(const std::vector<RevisionId>& before,
                         const std::vector<RevisionId>& after) {
  HistoryEntry entry;
  entry.kind = HistoryKind::stamp;
  entry.revision = fmt::format("{}", fmt::join(after, ", "));
  entry.parents = fmt::format("{}", fmt::join(before, ", "));
  return entry;
}

}  // namespace

PreparedPlan prepare_stamp(const VersionTable& table, const std::vector<RevisionId>& after,
                           StampMode mode) {
  Step step;
  step.direction = Direction::stamp;
  step.from = table.ids;
  step.to = after;
  const bool purge = mode == StampMode::purge;
  const RowChange rows = row_change(purge ? std::vector<RevisionId>() : table.ids, after);
  Batch batch{step_text(step),
              {},
              table.name,
              {rows.removed, rows.added},
              purge ? Atomicity::joined : Atomicity::own,
              HistoryWrite{{}, stamp_entry(table.ids, after)}};
  return {PlannedBatches(std::move(step), std::move(batch)), table.ids, after, mode};
}

}  // namespace migrate
