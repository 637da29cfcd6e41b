#include "runtime/lock_findings.hpp"

#include <gtest/gtest.h>

namespace migrate {
namespace {

using namespace std::chrono_literals;
using Grade = Finding::Grade;

/// 2026-11-21 10:00:00 UTC
const auto kTen = std::chrono::system_clock::from_time_t(1795255200);

LockHolder holder() { return {"4711", "web-1", "app", "migrate", "2026-11-21 10:00:00", ""}; }

TEST(LockFindings, FindAFreeLockWell) {
  const Finding found = about_lock(std::nullopt, kTen);

  EXPECT_EQ(found.grade, Grade::ok);
  EXPECT_EQ(found.text, "free: nobody is migrating this database");
}

TEST(LockFindings, NameWhoHoldsIt) {
  const Finding found = about_lock(holder(), kTen + 1h);

  EXPECT_EQ(found.grade, Grade::ok);
  EXPECT_EQ(found.text, "held: pid 4711 on web-1, user app, since 2026-11-21 10:00:00 UTC");
}

TEST(LockFindings, WarnOfALockThatIsHeldForMoreThanAnHour) {
  const Finding found = about_lock(holder(), kTen + 1h + 1s);

  EXPECT_EQ(found.grade, Grade::warning);
  EXPECT_EQ(found.text,
            "held for 1 h 0 min: pid 4711 on web-1, user app, since 2026-11-21 "
            "10:00:00 UTC");
  EXPECT_NE(found.hint, "");
}

TEST(LockFindings, WarnOfWhatTheServerRunsForAnInstanceThatHasDied) {
  LockHolder dead = holder();
  dead.orphan = "CREATE INDEX CONCURRENTLY i ON t (c)";
  const Finding found = about_lock(dead, kTen);

  EXPECT_EQ(found.grade, Grade::warning);
  EXPECT_EQ(found.text,
            "orphaned: pid 4711 on web-1, user app, since 2026-11-21 10:00:00 UTC: of an instance "
            "that has died the server still runs: CREATE INDEX CONCURRENTLY i ON t (c)");
}

TEST(LockFindings, TakeALockOfUnknownAgeForANewOne) {
  EXPECT_EQ(about_lock(LockHolder{}, kTen).grade, Grade::ok);
}

}  // namespace
}  // namespace migrate
