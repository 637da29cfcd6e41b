#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "base/engine_kind.hpp"
#include "db/batch.hpp"
#include "graph/plan.hpp"
#include "graph/revision_graph.hpp"
#include "migrate/options.hpp"
#include "migrate/report.hpp"
#include "revision/revision_source.hpp"

namespace migrate {

/// What runs each step of a plan, made when it is asked for: a plan may have more steps than memory
/// has room for their texts.
class PlannedBatches {
 public:
  PlannedBatches() = default;
  /// One step that no file declares.
  PlannedBatches(Step step, Batch batch);
  /// One for each step of `plan`, whose sections are fit to run. Both references must outlive it.
  PlannedBatches(const RevisionGraph& graph, const RevisionSource& source, EngineKind engine,
                 TransactionMode mode, Plan plan);

  [[nodiscard]] std::size_t size() const noexcept;

  /// A step as the public API and the messages name it; and all of them.
  [[nodiscard]] Step step(std::size_t step) const;
  [[nodiscard]] std::vector<Step> steps() const;

  /// The number of the step that goes that way to or from the revision.
  [[nodiscard]] std::optional<std::size_t> find(Direction direction,
                                                const RevisionId& revision) const;

  /// What runs the step. Its file is read again unless its text was kept. Throws Error
  /// (Fault::revision) when it is not what it was. May be called on several threads at a time.
  [[nodiscard]] Batch make(std::size_t step) const;

  /// What the step does to the version rows.
  [[nodiscard]] VersionChange rows(std::size_t step) const;

  /// The length of the longest id that a step adds to the rows.
  [[nodiscard]] std::size_t longest_id() const;

  /// Names the tables that the batches write to and who does it. With an empty name for `history`
  /// they keep none, as they do before this is called.
  void set_tables(const TableName& versions, const TableName& history, const HistoryActor& actor);
  [[nodiscard]] const TableName& versions() const noexcept { return versions_; }
  [[nodiscard]] bool keeps_history() const noexcept { return !history_.name.empty(); }

 private:
  const RevisionGraph* graph_ = nullptr;
  const RevisionSource* source_ = nullptr;
  EngineKind engine_ = EngineKind::sqlite;
  TransactionMode mode_ = TransactionMode::revision;
  std::vector<PlanStep> steps_;
  RowChanges rows_;

  /// A step that no file declares.
  struct Sole {
    Step step;
    Batch batch;
  };
  std::optional<Sole> sole_;

  TableName versions_;
  TableName history_;
  HistoryActor actor_;

  [[nodiscard]] Batch from_file(std::size_t step) const;
};

/// What the history keeps of a step that runs `file`; who does it is not set yet. `checksum` is
/// that of its upgrade section, where it is known.
[[nodiscard]] HistoryEntry history_entry_of(
    const RevisionFile& file, Direction direction, EngineKind engine,
    std::optional<std::string_view> checksum = std::nullopt);

/// Which transaction a section runs in.
[[nodiscard]] Atomicity atomicity_of(const Section& section, TransactionMode mode) noexcept;

}  // namespace migrate
