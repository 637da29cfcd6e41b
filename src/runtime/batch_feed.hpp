#pragma once

#include <cstddef>
#include <exception>
#include <future>
#include <vector>

#include "db/batch.hpp"
#include "runtime/planned_batches.hpp"

namespace migrate {

/// Gives the batches of a plan one after the other. Some are made ahead, on a thread of their own
/// while those before them run; never more than take little memory.
class BatchFeed {
 public:
  /// `planned` must outlive it, and stay as it is.
  explicit BatchFeed(const PlannedBatches& planned) noexcept : planned_(planned) {}

  /// What runs the step, until the next one is asked for. To go on with the same or the next step
  /// is cheap; from any other it is begun anew. Throws what making this step threw: not before all
  /// steps before it could be given.
  [[nodiscard]] const Batch& at(std::size_t step);

 private:
  /// Batches of consecutive steps.
  struct Run {
    std::size_t first = 0;
    std::vector<Batch> batches;
    std::exception_ptr error;  // of the step after them

    [[nodiscard]] std::size_t end() const noexcept { return first + batches.size(); }
    [[nodiscard]] bool tells_of(std::size_t step) const noexcept {
      return step >= first && (step < end() || (step == end() && error));
    }
  };

  const PlannedBatches& planned_;
  Run run_;
  std::future<Run> next_;

  [[nodiscard]] Run made_from(std::size_t first) const;
  void make_ahead();
};

}  // namespace migrate
