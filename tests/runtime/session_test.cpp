#include "runtime/session.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>

#include "runtime/session_fixture.hpp"
#include "support/graph_text.hpp"

namespace migrate {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST_F(SessionTest, ReadsAgainUnderTheLockBeforeItWrites) {
  std::vector<std::string> calls;
  hooks.before = [&](std::string_view call) { calls.emplace_back(call); };
  upgrade("a");

  EXPECT_THAT(calls, ElementsAre("connect", "read_versions", "has_history", "lock", "read_versions",
                                 "has_history", "create_versions", "create_history", "run"));
}

TEST_F(SessionTest, NeverLocksWhereThereIsNothingToDo) {
  upgrade();
  fail_before("lock");

  EXPECT_THAT(upgrade().done, IsEmpty());
}

TEST_F(SessionTest, SaysThatThereIsNothingToDo) {
  upgrade();
  recorder.events.clear();
  const Report report = upgrade();

  EXPECT_THAT(report.after, ElementsAre("c"));
  EXPECT_EQ(report.database, "sqlite:///app.db");
  EXPECT_THAT(recorder.events, ElementsAre("plan of 0"));
}

TEST_F(SessionTest, LeavesToOthersWhatTheyDidWhileItWaited) {
  while_waiting([&] { upgrade(); });
  recorder.events.clear();

  EXPECT_THAT(upgrade().done, IsEmpty());
}

TEST_F(SessionTest, DoesTheRestOfWhatOthersBeganWhileItWaited) {
  while_waiting([&] { upgrade("b"); });

  EXPECT_THAT(done_by(upgrade()), ElementsAre("c"));
}

TEST_F(SessionTest, GivesUpWhenTheLockIsHeld) {
  const auto lock = database()->lock({"main", "migrate_version"});
  ASSERT_TRUE(lock->try_acquire());

  EXPECT_EQ(thrown_by([&] { return upgrade(); }).fault(), Fault::locked);
}

TEST_F(SessionTest, LetsTheLockGoWhenARevisionFails) {
  history.with_upgrade("a", "FAIL;");
  EXPECT_THROW(upgrade(), PartialFailure);

  EXPECT_TRUE(database()->lock({"main", "migrate_version"})->try_acquire());
}

TEST_F(SessionTest, ReportsTheDatabaseAlsoWhenItFails) {
  history.with_upgrade("a", "FAIL;");

  EXPECT_EQ(thrown_by<PartialFailure>([&] { return upgrade(); }).report().database,
            "sqlite:///app.db");
}

TEST_F(SessionTest, WritesNothingWhenTheTargetIsWrong) {
  EXPECT_EQ(thrown_by([&] { return upgrade("nowhere"); }).fault(), Fault::usage);

  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST_F(SessionTest, WritesNothingWhenASectionIsUnfit) {
  history.with_upgrade("c", "COMMIT;");
  EXPECT_EQ(thrown_by([&] { return upgrade(); }).fault(), Fault::revision);

  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST_F(SessionTest, ReadsThroughAReadOnlyConnection) {
  std::vector<std::string> calls;
  hooks.before = [&](std::string_view call) { calls.emplace_back(call); };
  EXPECT_FALSE(read().exists);

  EXPECT_THAT(calls, ElementsAre("connect read_only", "read_versions"));
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST_F(SessionTest, ReadsRowsThatNoFileDeclares) {
  sql("CREATE TABLE migrate_version (version_num TEXT)");
  sql("INSERT INTO migrate_version VALUES ('zzz')");

  EXPECT_THAT(read().ids, ElementsAre("zzz"));
}

TEST_F(SessionTest, ChangesNothingInADatabaseOfANewerCheckout) {
  upgrade();
  history = HistoryTexts("a; b <- a");

  for (const auto& work :
       {std::function([&] { upgrade(); }), std::function([&] { downgrade("base"); }),
        std::function([&] { stamp("a"); })}) {
    EXPECT_THAT(thrown_by(work).what(), HasSubstr("the revision c"));
  }
  EXPECT_THAT(rows(), ElementsAre("c"));
}

TEST_F(SessionTest, SeesARowThatBecameUnknownWhileItWaited) {
  upgrade("a");
  while_waiting([&] { sql("UPDATE migrate_version SET version_num = 'zzz'"); });

  EXPECT_THAT(thrown_by([&] { return upgrade(); }).what(), HasSubstr("the revision zzz"));
}

TEST_F(SessionTest, TakesRowsThatOthersImplyAwayWithTheFirstStep) {
  upgrade("b");
  sql("INSERT INTO migrate_version VALUES ('a')");
  upgrade();

  EXPECT_THAT(rows(), ElementsAre("c"));
}

TEST_F(SessionTest, KeepsAnImpliedRowThatADowngradeLeavesAsTheOnlyOne) {
  upgrade("b");
  sql("INSERT INTO migrate_version VALUES ('a')");
  downgrade("a");

  EXPECT_THAT(rows(), ElementsAre("a"));
}

TEST_F(SessionTest, UsesATableThatIsThereAsItIs) {
  sql("CREATE TABLE migrate_version (version_num VARCHAR(32) NOT NULL)");
  fail_before("create_versions");

  EXPECT_THAT(upgrade().after, ElementsAre("c"));
}

TEST_F(SessionTest, RunsNothingWhereOnlyTheLastSectionIsRefused) {
  constexpr std::size_t kMany = 600;  // of more than one processor, and more than is made ahead
  history = HistoryTexts(line_of(kMany));
  history.with_upgrade("r599", "COMMIT;");

  EXPECT_EQ(thrown_by([&] { return upgrade(); }).where()->file, "r599.sql");
  EXPECT_THAT(recorder.events, IsEmpty());
  EXPECT_FALSE(read().exists);
}

TEST_F(SessionTest, StampSetsTheRowsAndRunsNothing) {
  EXPECT_THAT(stamp("b").after, ElementsAre("b"));

  EXPECT_THAT(rows(), ElementsAre("b"));
  EXPECT_THROW(sql("SELECT * FROM t_b"), Error);
}

TEST_F(SessionTest, StampReportsOneStepFromRowsToRows) {
  stamp("a");
  const Report report = stamp("c");

  ASSERT_EQ(report.done.size(), 1U);
  EXPECT_THAT(report.done[0].from, ElementsAre("a"));
  EXPECT_THAT(report.done[0].to, ElementsAre("c"));
}

TEST_F(SessionTest, StampHasNothingToDoWhereTheRowsAreThere) {
  stamp("b");
  fail_before("lock");

  EXPECT_THAT(stamp("b").done, IsEmpty());
}

TEST_F(SessionTest, StampToBaseTakesAllRowsAway) {
  stamp("b");
  stamp("base");

  EXPECT_THAT(rows(), IsEmpty());
}

TEST_F(SessionTest, StampThatFailsLeavesTheRows) {
  stamp("a");
  fail_before("run");
  const auto failed = thrown_by<PartialFailure>([&] { return stamp("c"); });

  EXPECT_THAT(failed.notes(), ElementsAre("No row was changed. The database is at a."));
  EXPECT_THAT(rows(), ElementsAre("a"));
}

TEST_F(SessionTest, PurgeTakesUnknownRowsAway) {
  stamp("a");
  sql("INSERT INTO migrate_version VALUES ('zzz')");
  stamp("b", StampMode::purge);

  EXPECT_THAT(rows(), ElementsAre("b"));
}

TEST_F(SessionTest, PurgeThatFailsLeavesTheRowsAndSaysSo) {
  stamp("a");
  fail_before("run");
  const auto failed = thrown_by<PartialFailure>([&] { return stamp("b", StampMode::purge); });

  EXPECT_THAT(failed.notes(), ElementsAre("No row was changed. The database is at a."));
  EXPECT_THAT(failed.report().after, ElementsAre("a"));
  EXPECT_THAT(rows(), ElementsAre("a"));
}

TEST_F(SessionTest, PurgeWhoseCommitFailsLeavesTheRows) {
  stamp("a");
  fail_before("commit");
  EXPECT_THROW(stamp("b", StampMode::purge), PartialFailure);

  EXPECT_THAT(rows(), ElementsAre("a"));
}

TEST_F(SessionTest, EnsureVersionMakesTheTable) {
  const EnsuredTables made =
      with_session([](Session& session) { return session.ensure_version(); });

  EXPECT_TRUE(made.versions_created);
  EXPECT_TRUE(read().exists);
}

TEST_F(SessionTest, EnsureVersionFindsTheTableTheSecondTime) {
  with_session([](Session& session) { return session.ensure_version(); });
  fail_before("lock");

  EXPECT_FALSE(
      with_session([](Session& session) { return session.ensure_version(); }).versions_created);
}

TEST_F(SessionTest, DoesNotSayThatItMadeTheTablesThatAnotherMadeWhileItWaited) {
  while_waiting([this] {
    const auto other = database()->connect(OpenMode::read_write);
    other->create_versions({"main", "migrate_version"});
    other->create_history({"main", "migrate_history"});
  });
  const EnsuredTables tables =
      with_session([](Session& session) { return session.ensure_version(); });

  EXPECT_FALSE(tables.versions_created);
  EXPECT_FALSE(tables.history_created);
}

TEST_F(SessionTest, HoldsTheLockWhileItRuns) {
  bool free = true;
  recorder.on_step_started = [&](const Step&) {
    free = database()->lock({"main", "migrate_version"})->try_acquire();
  };
  upgrade();

  EXPECT_FALSE(free);
}

TEST_F(SessionTest, GoesOnFromWhereOthersMovedTheDatabaseUnderItsLock) {
  hooks.before = [&, first = true](std::string_view call) mutable {
    if (call != "run" || !std::exchange(first, false)) return;
    sql("CREATE TABLE t_a (x INTEGER)");  // as the late end of an instance that died would
    sql("INSERT INTO migrate_version VALUES ('a')");
  };
  const Report report = upgrade();

  EXPECT_THAT(done_by(report), ElementsAre("b", "c"));
  EXPECT_THAT(report.before, IsEmpty());
  EXPECT_THAT(report.after, ElementsAre("c"));
  EXPECT_THAT(recorder.events, Contains(HasSubstr("moved by others and is at a")));
}

TEST_F(SessionTest, GivesUpWhenOthersKeepMovingTheDatabase) {
  hooks.before = [&, moves = 0](std::string_view call) mutable {
    if (call != "run") return;
    sql("DELETE FROM migrate_version");
    if (++moves % 2 == 1) sql("INSERT INTO migrate_version VALUES ('a')");
    throw Error(Fault::database, "the row is not there");
  };

  EXPECT_THROW(upgrade(), PartialFailure);
  EXPECT_EQ(std::ranges::count(recorder.events, "started a") +
                std::ranges::count(recorder.events, "started b"),
            4);
}

}  // namespace
}  // namespace migrate
