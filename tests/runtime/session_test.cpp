#include "runtime/session.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <string>
#include <utility>

#include "engine/open.hpp"
#include "support/failing_database.hpp"
#include "support/history_texts.hpp"
#include "support/recorder.hpp"
#include "support/temporary_folder.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// Sessions on one SQLite file, whose connections fail where a test wants them to.
class SessionTest : public testing::Test {
 protected:
  TemporaryFolder folder;
  HistoryTexts history{"a; b <- a; c <- b"};
  CallHooks hooks;
  Recorder recorder;
  SessionSettings settings{{"", "migrate_version"},
                           "sqlite:///app.db",
                           TransactionMode::revision,
                           std::chrono::milliseconds(0),
                           {}};

  std::unique_ptr<Database> database() {
    return open_database(EngineKind::sqlite, folder.file("app.db"), {});
  }

  /// Does `work` with a session on the history as it is now.
  template <typename Work>
  auto with_session(Work work) {
    const HistoryTexts texts = history;  // a session within another has its own
    const auto source = open_builtin(texts.files());
    const RevisionGraph graph = RevisionGraph::build(source->headers());
    Session session(std::make_unique<FailingDatabase>(database(), hooks), graph, *source, settings,
                    recorder);
    return work(session);
  }

  Report upgrade(const std::string& target = "head") {
    return with_session([&](Session& session) { return session.upgrade(parse_target(target)); });
  }
  Report downgrade(const std::string& target) {
    return with_session([&](Session& session) { return session.downgrade(parse_target(target)); });
  }
  Report stamp(const std::string& target, StampMode mode = StampMode::replace) {
    const Target parsed = parse_target(target);
    return with_session([&](Session& session) { return session.stamp({&parsed, 1}, mode); });
  }
  VersionTable read() {
    return with_session([](Session& session) { return session.read(); });
  }
  void sql(const std::string& text) {
    (void)database()->connect(OpenMode::read_write)->query(text);
  }
  std::vector<std::string> rows() {
    return database()->connect(OpenMode::read_only)->read_versions(settings.table).ids;
  }

  /// Does `work` once, before the next session has its lock.
  void while_waiting(std::function<void()> work) {
    hooks.before = [work = std::move(work), waiting = true](std::string_view call) mutable {
      if (call == "lock" && std::exchange(waiting, false)) work();
    };
  }

  void fail_before(std::string_view call) {
    hooks.before = [call](std::string_view name) {
      if (name == call) throw Error(Fault::database, "the disk is full");
    };
  }
};

std::vector<std::string> done_by(const Report& report) {
  std::vector<std::string> ids;
  for (const Step& step : report.done) ids.push_back(step.revision);
  return ids;
}

TEST_F(SessionTest, ReadsAgainUnderTheLockBeforeItWrites) {
  std::vector<std::string> calls;
  hooks.before = [&](std::string_view call) { calls.emplace_back(call); };
  upgrade("a");

  EXPECT_THAT(calls, ElementsAre("connect", "read_versions", "lock", "read_versions",
                                 "create_versions", "run"));
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
  const EnsuredTable made = with_session([](Session& session) { return session.ensure_version(); });

  EXPECT_TRUE(made.created);
  EXPECT_TRUE(read().exists);
}

TEST_F(SessionTest, EnsureVersionFindsTheTableTheSecondTime) {
  with_session([](Session& session) { return session.ensure_version(); });
  fail_before("lock");

  EXPECT_FALSE(with_session([](Session& session) { return session.ensure_version(); }).created);
}

TEST_F(SessionTest, HoldsTheLockWhileItRuns) {
  bool free = true;
  recorder.on_step_started = [&](const Step&) {
    free = database()->lock({"main", "migrate_version"})->try_acquire();
  };
  upgrade();

  EXPECT_FALSE(free);
}

}  // namespace
}  // namespace migrate
