#include "runtime/batch_feed.hpp"

#include <utility>

namespace migrate {
namespace {

/// Worth a thread's start; and what a run may take, unless its first step alone takes more.
constexpr std::size_t kMostSteps = 128;
constexpr std::size_t kMostBytes = 512UL * 1024;

/// Its texts, about.
std::size_t size_of(const Batch& batch) {
  std::size_t size = batch.sql.text().size();
  if (!batch.history) return size;
  const auto& entry = std::get<HistoryEntry>(batch.history->what);
  size += entry.header.size() + entry.upgrade_sql.size();
  return size + (entry.downgrade_sql ? entry.downgrade_sql->size() : 0);
}

}  // namespace

const Batch& BatchFeed::at(std::size_t step) {
  if (!run_.tells_of(step) && next_.valid()) {
    run_ = {};
    run_ = next_.get();
    make_ahead();
  }
  if (!run_.tells_of(step)) {
    if (next_.valid()) next_.wait();
    run_ = {};
    run_ = made_from(step);
    make_ahead();
  }
  if (step == run_.end()) std::rethrow_exception(run_.error);
  return run_.batches[step - run_.first];
}

BatchFeed::Run BatchFeed::made_from(std::size_t first) const {
  Run run;
  run.first = first;
  std::size_t bytes = 0;
  try {
    while (run.end() < planned_.size() && run.batches.size() < kMostSteps && bytes < kMostBytes) {
      bytes += size_of(run.batches.emplace_back(planned_.make(run.end())));
    }
  } catch (...) {
    run.error = std::current_exception();
  }
  return run;
}

void BatchFeed::make_ahead() {
  next_ = {};
  if (run_.error || run_.end() == planned_.size()) return;
  // `deferred` where the system has no more threads: then they are made when they are asked for.
  next_ = std::async(std::launch::async | std::launch::deferred,
                     [this, first = run_.end()] { return made_from(first); });
}

}  // namespace migrate
