#include "runtime/locked_history.hpp"

#include "runtime/lock_wait.hpp"

namespace migrate {

LockedHistory::LockedHistory(const Project& project, Observer& observer,
                             const std::stop_token& stop)
    : settings_(project.database_settings(stop)),
      database_(project.database(observer, stop)),
      history_(*database_, OpenMode::read_write, settings_) {
  history_.require_kept_or_missing();
  lock_ = database_->lock(history_.versions().name);
  wait_for_lock(*lock_, settings_.lock_wait, stop, observer);
  history_.read_again();
}

}  // namespace migrate
