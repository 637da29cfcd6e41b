#include "base/event_text.hpp"

#include <gtest/gtest.h>

namespace migrate {
namespace {

using namespace std::chrono_literals;

LockHolder holder() { return {"4711", "web-1", "app", "migrate", "2026-11-21 10:02:03", ""}; }

Blocker blocker() {
  return {"815", "app", "psql", "idle in transaction", 182s, "LOCK TABLE users"};
}

TEST(EventTextTest, GivesDurationsInTheUnitThatPeopleWouldTake) {
  EXPECT_EQ(duration_text(1500us), "1.5 ms");
  EXPECT_EQ(duration_text(12ms), "12 ms");
  EXPECT_EQ(duration_text(1500ms), "1.5 s");
  EXPECT_EQ(duration_text(200s), "3 min 20 s");
  EXPECT_EQ(duration_text(2h + 5min), "2 h 5 min");
}

TEST(EventTextTest, SaysWhoHoldsTheLock) {
  EXPECT_EQ(event_text(LockWait{2s, 60s, holder()}),
            "Another instance (pid 4711 on web-1, user app, since 2026-11-21 10:02:03 UTC) is "
            "migrating this database: waited 2.0 s of 60.0 s.");
}

TEST(EventTextTest, SaysOnlyWhatIsKnownOfTheHolder) {
  EXPECT_EQ(holder_text({"4711", "", "", "", "", ""}), "pid 4711");
  EXPECT_EQ(event_text(LockWait{2s, 60s, {}}),
            "Another instance is migrating this database: waited 2.0 s of 60.0 s.");
}

TEST(EventTextTest, NamesTheStatementOfAnInstanceThatHasDied) {
  LockHolder dead = holder();
  dead.orphan = "CREATE ROLE r PASSWORD 'secret'";

  EXPECT_EQ(event_text(LockWait{2s, 60s, dead}),
            "An instance that has died left a statement running in the server (pid 4711: CREATE "
            "ROLE r PASSWORD '***'): waited 2.0 s of 60.0 s.");
}

TEST(EventTextTest, NamesWhatAStatementWaitsFor) {
  EXPECT_EQ(event_text(StatementWait{3s, {blocker()}}),
            "Waiting for 3.0 s behind pid 815 (user app, psql, idle in transaction for 3 min 2 s): "
            "LOCK TABLE users");
}

TEST(EventTextTest, SaysHowLongAStatementHasRunAndWhereItStands) {
  EXPECT_EQ(event_text(StatementRun{"b", {"versions/b.sql", 14, 0}, 30400ms, {}}),
            "Revision b: the statement at versions/b.sql:14 has run for 30 s.");
  EXPECT_EQ(event_text(StatementRun{"b", {"versions/b.sql", 0, 0}, 150s, {}}),
            "Revision b (versions/b.sql) has run for 2 min 30 s.");
  EXPECT_EQ(event_text(StatementRun{"b", {}, 30s, {}}), "Revision b has run for 30 s.");
  EXPECT_EQ(event_text(StatementRun{"", {}, 30s, {}}), "The statement that runs has run for 30 s.");
}

TEST(EventTextTest, SaysHowFarAnIndexIs) {
  const StatementProgress scan{"CREATE INDEX", "users", "building index: scanning table",
                               "blocks",       249,     1000};
  EXPECT_EQ(event_text(StatementRun{"b", {"b.sql", 14, 0}, 30s, scan}),
            "Revision b: the statement at b.sql:14 has run for 30 s. CREATE INDEX on users: "
            "building index: scanning table, 249 of 1000 blocks (24 %).");
  const StatementProgress start{"CREATE INDEX CONCURRENTLY", "", "initializing", "blocks", 0, 0};
  EXPECT_EQ(event_text(StatementRun{"b", {"b.sql", 14, 0}, 30s, start}),
            "Revision b: the statement at b.sql:14 has run for 30 s. CREATE INDEX CONCURRENTLY: "
            "initializing.");
}

TEST(EventTextTest, SaysWhyAndWhenARevisionIsTriedAgain) {
  EXPECT_EQ(event_text(
                Retry{"b", 0, 2, 6, 400ms, "canceling statement due to lock timeout", {blocker()}}),
            "Revision b was rolled back: canceling statement due to lock timeout. Blocked by pid "
            "815 (user app, psql, idle in transaction for 3 min 2 s): LOCK TABLE users. Try 2 of 6 "
            "in 400 ms.");
}

TEST(EventTextTest, NamesTheStatementWhereTheOnesBeforeItStay) {
  EXPECT_EQ(event_text(Retry{"b", 2, 2, 6, 400ms, "deadlock detected", {}}),
            "Statement 2 of revision b was rolled back: deadlock detected. Try 2 of 6 in 400 ms.");
}

TEST(EventTextTest, SaysWhereAnUnfinishedSectionGoesOn) {
  EXPECT_EQ(event_text(Resume{"b", 3, 4, {"versions/b.sql", 12, 1}, "The index is there."}),
            "Revision b goes on at statement 3 of 4, versions/b.sql:12. The index is there.");
}

TEST(EventText, SaysThatOnlyTheVersionRowIsLeft) {
  EXPECT_EQ(event_text(Resume{"b", 5, 4, {"versions/b.sql", 5, 1}, ""}),
            "Revision b has only its version row left to change, versions/b.sql:5.");
}

}  // namespace
}  // namespace migrate
