#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "migrate/events.hpp"

namespace migrate {

/// "1.5 s", "12 ms", "3 min 20 s": for people, so never more precise than they care for.
[[nodiscard]] std::string duration_text(std::chrono::microseconds duration);

/// The same in whole seconds, for what still runs: "74 s", "3 min 20 s".
[[nodiscard]] std::string running_time_text(std::chrono::milliseconds duration);

/// What a statement does: "CREATE INDEX on users".
[[nodiscard]] std::string work_text(const StatementProgress& progress);

/// Of a total that is known, not 0.
[[nodiscard]] unsigned percent_done(const StatementProgress& progress) noexcept;

/// "pid 4711 on web-1, user app, since 2026-11-21 10:02:03 UTC": as much of it as is known.
[[nodiscard]] std::string holder_text(const LockHolder& holder);

/// "pid 4711 (user app, psql, idle in transaction for 3 min 2 s): LOCK TABLE users". Passwords in
/// the statement are shown as '***'.
[[nodiscard]] std::string blocker_text(const Blocker& blocker);

/// The same for several, with semicolons between them.
[[nodiscard]] std::string blockers_text(const std::vector<Blocker>& blockers);

/// Each event as a sentence or two, without a line end.
[[nodiscard]] std::string event_text(const LockWait& wait);
[[nodiscard]] std::string event_text(const StatementWait& wait);
[[nodiscard]] std::string event_text(const StatementRun& run);
[[nodiscard]] std::string event_text(const Retry& retry);
[[nodiscard]] std::string event_text(const Resume& resume);

}  // namespace migrate
