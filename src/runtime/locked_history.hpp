#pragma once

#include <memory>
#include <stop_token>

#include "migrate/observer.hpp"
#include "runtime/lock_wait.hpp"
#include "runtime/open_history.hpp"
#include "runtime/project.hpp"

namespace migrate {

/// The configured database's history, with the migration lock held.
class LockedHistory {
 public:
  LockedHistory(const Project& project, Observer& observer, const std::stop_token& stop)
      : settings_(project.database_settings(stop)),
        database_(project.database(observer, stop)),
        history_(*database_, OpenMode::read_write, settings_) {
    history_.require_kept_or_missing();
    lock_ = database_->lock(history_.versions().name);
    wait_for_lock(*lock_, settings_.lock_wait, stop, observer);
    history_.read_again();
  }

  [[nodiscard]] OpenHistory& history() noexcept { return history_; }

  /// Another connection, for a session that may be set as one likes.
  [[nodiscard]] std::unique_ptr<Connection> connected() const {
    return database_->connect(OpenMode::read_write);
  }

  [[nodiscard]] const HistoryActor& actor() const noexcept { return settings_.actor; }

 private:
  SessionSettings settings_;
  std::unique_ptr<Database> database_;
  OpenHistory history_;
  std::unique_ptr<MigrationLock> lock_;
};

}  // namespace migrate
