#pragma once

#include <chrono>
#include <stop_token>

#include "db/lock.hpp"
#include "migrate/observer.hpp"

namespace migrate {

/// Asks for the lock until it is held or `limit` has passed; a limit of 0 asks once. Tells the
/// observer, at most once a second, that it waits and for whom. Throws Error: Fault::locked when
/// the time is up, Fault::cancelled when `stop` was set.
void wait_for_lock(MigrationLock& lock, std::chrono::milliseconds limit,
                   const std::stop_token& stop, Observer& observer);

}  // namespace migrate
