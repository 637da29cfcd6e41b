#include "runtime/lock_wait.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "base/event_text.hpp"
#include "migrate/error.hpp"
#include "runtime/pause.hpp"

namespace migrate {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr milliseconds kFirstPause{20};
constexpr milliseconds kLongestPause{250};
constexpr milliseconds kReportEvery{1000};

/// What holds the lock, as the beginning of a sentence.
std::string owner_text(const std::optional<LockHolder>& holder) {
  if (holder && !holder->orphan.empty()) {
    return "the server still runs a statement of an instance that has died";
  }
  return fmt::format("another instance{} is migrating this database",
                     holder ? " (" + holder_text(*holder) + ")" : "");
}

Error held_too_long(milliseconds limit, const std::optional<LockHolder>& holder) {
  std::string what = owner_text(holder);
  if (limit.count() != 0) what += ", and still was after " + duration_text(limit);
  if (!holder || holder->orphan.empty()) {
    return Error(Fault::locked, what)
        .with_hint("wait for it to end, or give it longer with `lock_wait` in migrate.ini");
  }
  return Error(Fault::locked, what + ": " + holder->orphan)
      .with_hint(fmt::format("wait for it to end, longer with `lock_wait` in migrate.ini, or end "
                             "that session in the database{}",
                             holder->process.empty() ? "" : " (pid " + holder->process + ")"));
}

/// Nothing when the database does not say: that must not end a wait.
std::optional<LockHolder> holder_of(MigrationLock& lock) {
  try {
    std::optional<LockHolder> holder = lock.holder();
    const bool says =
        holder && !(holder->process + holder->user + holder->since + holder->orphan).empty();
    return says ? holder : std::nullopt;
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace

void wait_for_lock(MigrationLock& lock, milliseconds limit, const std::stop_token& stop,
                   Observer& observer) {
  const Clock::time_point start = Clock::now();
  milliseconds next_report{0};
  for (milliseconds wait = kFirstPause; !lock.try_acquire();
       wait = std::min(wait * 2, kLongestPause)) {
    const auto waited = std::chrono::duration_cast<milliseconds>(Clock::now() - start);
    if (waited >= limit) throw held_too_long(limit, holder_of(lock));
    if (waited >= next_report) {
      observer.waiting_for_lock({waited, limit, holder_of(lock)});
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
