#include "runtime/lock_wait.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "migrate/error.hpp"

namespace migrate {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr milliseconds kFirstPause{20};
constexpr milliseconds kLongestPause{250};
constexpr milliseconds kReportEvery{1000};

Error held_too_long(milliseconds limit) {
  return Error(Fault::locked,
               limit.count() == 0
                   ? "another instance is migrating this database"
                   : fmt::format(
                         "another instance is migrating this database, and still was after {}",
                         limit))
      .with_hint("wait for it to end, or give it longer with `lock_wait` in migrate.ini");
}

/// Sleeps, but no longer than until a stop is asked for.
void pause(milliseconds duration, const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any wake;
  std::unique_lock guard(mutex);
  wake.wait_for(guard, stop, duration, [] { return false; });
}

}  // namespace

void wait_for_lock(MigrationLock& lock, milliseconds limit, const std::stop_token& stop,
                   Observer& observer) {
  const Clock::time_point start = Clock::now();
  milliseconds next_report{0};
  for (milliseconds wait = kFirstPause; !lock.try_acquire();
       wait = std::min(wait * 2, kLongestPause)) {
    const auto waited = std::chrono::duration_cast<milliseconds>(Clock::now() - start);
    if (waited >= limit) throw held_too_long(limit);
    if (waited >= next_report) {
      observer.waiting_for_lock(waited, limit);
      next_report = waited + kReportEvery;
    }
    pause(std::min(wait, limit - waited), stop);
    if (stop.stop_requested()) {
      throw Error(Fault::cancelled,
                  "stopped while waiting for another instance; nothing was changed");
    }
  }
}

}  // namespace migrate
