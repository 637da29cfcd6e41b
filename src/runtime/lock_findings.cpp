#include "runtime/lock_findings.hpp"

#include <ctime>
#include <iomanip>
#include <sstream>
#include <string>

#include <fmt/format.h>

#include "base/event_text.hpp"

namespace migrate {
namespace {

using Grade = Finding::Grade;
using std::chrono::system_clock;

constexpr std::chrono::hours kLong{1};

/// How long ago "2026-11-21 10:00:00" (UTC) was; nothing where it is no moment.
std::optional<system_clock::duration> age_of(const std::string& since,
                                             system_clock::time_point now) {
  std::tm moment{};
  std::istringstream text(since);
  text >> std::get_time(&moment, "%Y-%m-%d %H:%M:%S");
  if (text.fail()) return std::nullopt;
  return now - system_clock::from_time_t(timegm(&moment));
}

}  // namespace

Finding about_lock(const std::optional<LockHolder>& holder, system_clock::time_point now) {
  if (!holder) return {Grade::ok, "lock", "free: nobody is migrating this database", {}};
  const std::string who = holder_text(*holder);
  if (!holder->orphan.empty()) {
    return {Grade::warning, "lock",
            fmt::format("orphaned: {}: of an instance that has died the server still runs: {}", who,
                        holder->orphan),
            "wait until that has ended, or end it on the server; then `migrate upgrade` goes on"};
  }
  const auto age = age_of(holder->since, now);
  if (!age || *age <= kLong) return {Grade::ok, "lock", "held: " + who, {}};
  return {
      Grade::warning, "lock",
      fmt::format("held for {}: {}",
                  duration_text(std::chrono::duration_cast<std::chrono::microseconds>(*age)), who),
      "see what that process does; the lock goes when it ends"};
}

}  // namespace migrate
