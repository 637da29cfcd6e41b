#pragma once

#include <chrono>
#include <optional>

#include "db/finding.hpp"
#include "migrate/events.hpp"

namespace migrate {

/// Whether an instance migrates the database, and whether it seems to have been left behind: it has
/// died and the server still runs its last statement, or it has held the lock for over an hour.
[[nodiscard]] Finding about_lock(const std::optional<LockHolder>& holder,
                                 std::chrono::system_clock::time_point now);

}  // namespace migrate
