#include "runtime/planned_batches.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/step_text.hpp"
#include "revision/checksum.hpp"

namespace migrate {
namespace {

/// Only a file that was changed since it was checked.
Error no_longer_there(const Revision& revision) {
  return Error(Fault::revision,
               fmt::format("the section of revision {} that is to run is no longer in its file",
                           revision.id),
               Location{revision.file, revision.id_line, 0})
      .with_hint("it was changed meanwhile; run the command again");
}

}  // namespace

PlannedBatches::PlannedBatches(Step step, Batch batch)
    : sole_(Sole{std::move(step), std::move(batch)}) {}

PlannedBatches::PlannedBatches(const RevisionGraph& graph, const RevisionSource& source,
                               EngineKind engine, TransactionMode mode, Plan plan)
    : graph_(&graph),
      source_(&source),
      engine_(engine),
      mode_(mode),
      steps_(std::move(plan.steps)),
      rows_(std::move(plan.rows)) {}

std::size_t PlannedBatches::size() const noexcept { return sole_ ? 1 : steps_.size(); }

Step PlannedBatches::step(std::size_t step) const {
  if (sole_) return sole_->step;
  const Revision& revision = (*graph_)[steps_[step].revision];
  Step made;
  made.direction = steps_[step].direction;
  made.revision = revision.id;
  made.from = revision.parents;
  made.to = {revision.id};
  if (made.direction == Direction::downgrade) std::swap(made.from, made.to);
  made.message = revision.summary();
  return made;
}

std::vector<Step> PlannedBatches::steps() const {
  std::vector<Step> all;
  all.reserve(size());
  for (std::size_t number = 0; number < size(); ++number) all.push_back(step(number));
  return all;
}

std::optional<std::size_t> PlannedBatches::find(Direction direction,
                                                const RevisionId& revision) const {
  const auto found = std::ranges::find_if(steps_, [&](const PlanStep& step) {
    return step.direction == direction && (*graph_)[step.revision].id == revision;
  });
  if (found == steps_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - steps_.begin());
}

Batch PlannedBatches::make(std::size_t step) const {
  Batch batch = sole_ ? sole_->batch : from_file(step);
  batch.table = versions_;
  if (!keeps_history()) batch.history.reset();
  if (!batch.history) return batch;
  batch.history->table = history_;
  std::get<HistoryEntry>(batch.history->what).actor = actor_;
  return batch;
}

Batch PlannedBatches::from_file(std::size_t step) const {
  const auto& [direction, vertex] = steps_[step];
  RevisionFile file = source_->load((*graph_)[vertex]);
  const Section* found = section_for(file.sections, direction, engine_);
  if (found == nullptr) throw no_longer_there(file.revision);
  Batch batch;
  batch.title = step_text(this->step(step));
  batch.rows = rows(step);
  batch.atomicity = atomicity_of(*found, mode_);
  if (!found->enforces_foreign_keys) batch.foreign_keys = ForeignKeys::off;
  if (keeps_history()) {
    batch.history = HistoryWrite{{},
                                 history_entry_of(file, direction, engine_,
                                                  source_->known_checksum(file.revision, engine_))};
  }
  const auto number = found - file.sections.data();
  batch.sql = std::move(file.sections[static_cast<std::size_t>(number)].sql);
  return batch;
}

VersionChange PlannedBatches::rows(std::size_t step) const {
  if (sole_) return sole_->batch.rows;
  RowChange change = rows_.of(*graph_, step);
  return {std::move(change.removed), std::move(change.added)};
}

std::size_t PlannedBatches::longest_id() const {
  if (graph_ != nullptr) return rows_.longest_added(*graph_);
  std::size_t longest = 0;
  if (!sole_) return longest;
  for (const std::string& id : sole_->batch.rows.added) longest = std::max(longest, id.size());
  return longest;
}

void PlannedBatches::set_tables(const TableName& versions, const TableName& history,
                                const HistoryActor& actor) {
  versions_ = versions;
  history_ = history;
  actor_ = actor;
}

HistoryEntry history_entry_of(const RevisionFile& file, Direction direction, EngineKind engine,
                              std::optional<std::string_view> checksum) {
  HistoryEntry entry;
  entry.kind = direction == Direction::upgrade ? HistoryKind::upgrade : HistoryKind::downgrade;
  entry.revision = file.revision.id;
  entry.parents = fmt::format("{}", fmt::join(file.revision.parents, ", "));
  entry.message = file.revision.summary();
  entry.file = file.revision.file;
  if (checksum) {
    entry.checksum = *checksum;
  } else if (const Section* up = section_for(file.sections, Direction::upgrade, engine)) {
    entry.checksum = checksum_of(up->sql.text(), engine);
  }
  entry.header = file.header;
  entry.upgrade_sql = text_of(file, Direction::upgrade).value_or("");
  entry.downgrade_sql = text_of(file, Direction::downgrade);
  return entry;
}

Atomicity atomicity_of(const Section& section, TransactionMode mode) noexcept {
  if (!section.transactional) return Atomicity::none;
  return mode == TransactionMode::run ? Atomicity::joined : Atomicity::own;
}

}  // namespace migrate
