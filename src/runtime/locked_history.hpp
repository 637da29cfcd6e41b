#pragma once

#include <memory>
#include <stop_token>

#include "migrate/observer.hpp"
#include "runtime/open_history.hpp"
#include "runtime/project.hpp"

namespace migrate {

/// The configured database's history, with the migration lock held.
class LockedHistory {
 public:
  /// Connects, and waits for the lock as long as the project's settings say. Throws Error, also
  /// when no history is to be kept.
  LockedHistory(const Project& project, Observer& observer, const std::stop_token& stop);

  [[nodiscard]] OpenHistory& history() noexcept { return history_; }

  [[nodiscard]] const HistoryActor& actor() const noexcept { return settings_.actor; }

 private:
  SessionSettings settings_;
  std::unique_ptr<Database> database_;
  OpenHistory history_;
  std::unique_ptr<MigrationLock> lock_;
};

}  // namespace migrate
