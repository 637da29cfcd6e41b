#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "runtime/session_fixture.hpp"

namespace migrate {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

/// What sessions write to the history table.
class SessionHistoryTest : public SessionTest {
 protected:
  /// Makes what is kept of a revision unreadable.
  void spoil(const std::string& id) {
    sql("UPDATE migrate_history SET checksum = 'v9:abc', header = 'of another version'"
        " WHERE revision = '" +
        id + "'");
  }
};

TEST_F(SessionHistoryTest, HasARowForEveryStep) {
  upgrade("b");
  downgrade("a");

  EXPECT_THAT(history_rows("revision, parents, kind, result"),
              ElementsAre("a||upgrade|done", "b|a|upgrade|done", "b|a|downgrade|done"));
}

TEST_F(SessionHistoryTest, SaysOnUpgradesOfWhatItCannotReadWhatWasApplied) {
  upgrade("a");
  spoil("a");
  upgrade("b");

  EXPECT_EQ(rows(), std::vector<std::string>{"b"});
  EXPECT_THAT(recorder.events,
              testing::Contains(HasSubstr("revision a cannot be compared with what was applied")));
}

TEST_F(SessionHistoryTest, SaysSoAlsoOfWhatBecameUnreadableWhileItWaitedForTheLock) {
  upgrade("a");
  while_waiting([this] {
    upgrade("b");
    spoil("a");
  });
  upgrade();

  EXPECT_THAT(recorder.events, testing::Contains(HasSubstr("revision a cannot be compared")));
}

TEST_F(SessionHistoryTest, SaysItOnceThoughItMakesItsPlanAnew) {
  upgrade("a");
  spoil("a");
  while_waiting([this] { sql("UPDATE migrate_version SET version_num = 'b'"); });
  upgrade();

  EXPECT_EQ(std::ranges::count_if(recorder.events,
                                  [](const std::string& event) {
                                    return event.find("cannot be compared") != std::string::npos;
                                  }),
            1);
}

TEST_F(SessionHistoryTest, SaysWhoDidIt) {
  upgrade("a");

  EXPECT_THAT(history_rows("db_user, host, tool"), ElementsAre("ann|web-1|migrate 0.1.0"));
}

TEST_F(SessionHistoryTest, KeepsTheFileByteForByte) {
  history.with_upgrade("a", "CREATE TABLE t_a (x);\r\n  -- it's 'quoted'\n");
  const BuiltinRevisions files = history.files();
  upgrade("a");

  EXPECT_THAT(history_rows("header || upgrade_sql || downgrade_sql"),
              ElementsAre(std::string(files.front().text)));
}

TEST_F(SessionHistoryTest, KeepsTheChecksumOfTheUpgradeSectionForBothDirections) {
  upgrade("a");
  downgrade("base");
  const std::vector<std::string> sums = history_rows("checksum");

  EXPECT_THAT(sums, Each(StartsWith("v1:")));
  EXPECT_EQ(sums.front(), sums.back());
}

TEST_F(SessionHistoryTest, KeepsNoDowngradeOfAnIrreversibleRevision) {
  history.with_sections("a", "-- migrate:upgrade\nCREATE TABLE t_a (x);\n");
  upgrade("a");

  EXPECT_THAT(history_rows("downgrade_sql"), ElementsAre("NULL"));
}

TEST_F(SessionHistoryTest, HasTheRowsBeforeAndAfterAStamp) {
  stamp("a");
  stamp("c", StampMode::purge);
  stamp("base");

  EXPECT_THAT(history_rows("kind, parents, revision, result"),
              ElementsAre("stamp||a|done", "stamp|a|c|done", "stamp|c||done"));
}

TEST_F(SessionHistoryTest, IsWrittenInTheTransactionOfTheWholeRun) {
  settings.transaction = TransactionMode::run;
  history.with_upgrade("c", "FAIL;");
  EXPECT_THROW(upgrade(), PartialFailure);

  EXPECT_THAT(history_rows("revision, result"), ElementsAre("c|failed"));
}

TEST_F(SessionHistoryTest, IsMadeWhereThereIsOnlyAVersionTable) {
  settings.history.name = "";
  upgrade("a");
  settings.history.name = "migrate_history";
  upgrade("b");

  EXPECT_THAT(history_rows("revision"), ElementsAre("b"));
}

TEST_F(SessionHistoryTest, IsNotKeptWhenItIsTurnedOff) {
  settings.history.name = "";
  upgrade();

  EXPECT_FALSE(database()->connect(OpenMode::read_only)->has_history({"main", "migrate_history"}));
}

TEST_F(SessionHistoryTest, IsMadeByEnsureVersion) {
  with_session([](Session& session) { return session.ensure_version(); });

  EXPECT_THAT(history_rows("*"), IsEmpty());
}

TEST_F(SessionHistoryTest, IsMadeByEnsureVersionWhereTheVersionTableIsThere) {
  sql("CREATE TABLE migrate_version (version_num VARCHAR(255) NOT NULL PRIMARY KEY)");
  const EnsuredTables found =
      with_session([](Session& session) { return session.ensure_version(); });

  EXPECT_FALSE(found.versions_created);
  EXPECT_TRUE(found.history_created);
  EXPECT_THAT(history_rows("*"), IsEmpty());
}

TEST_F(SessionHistoryTest, TellsOfAFailureAfterTheRollback) {
  history.with_upgrade("b", "CREATE TABLE t_b (x);\nFAIL;");
  EXPECT_THROW(upgrade(), PartialFailure);

  EXPECT_THAT(history_rows("revision, result"), ElementsAre("a|done", "b|failed"));
  EXPECT_THAT(history_rows("error").back(), StartsWith("b.sql:8:1: near \"FAIL\": syntax error"));
}

TEST_F(SessionHistoryTest, ShowsNoPasswordOfAFailure) {
  history.with_upgrade("a", "CREATE USER x PASSWORD 'geheim';");
  EXPECT_THROW(upgrade(), PartialFailure);

  EXPECT_THAT(history_rows("error").front(), HasSubstr("***"));
  EXPECT_THAT(history_rows("error").front(), Not(HasSubstr("geheim")));
}

TEST_F(SessionHistoryTest, CutsALongError) {
  history.with_upgrade("a", "FAIL " + std::string(9000, 'x') + ";");
  EXPECT_THROW(upgrade(), PartialFailure);

  EXPECT_THAT(history_rows("length(error)"), ElementsAre("4000"));
}

TEST_F(SessionHistoryTest, TellsOfARevisionThatWasStopped) {
  std::stop_source stop;
  settings.stop = stop.get_token();
  recorder.on_step_started = [&](const Step& step) {
    if (step.revision == "b") stop.request_stop();
  };
  hooks.before = [&](std::string_view call) {
    if (call == "run" && stop.stop_requested()) throw Error(Fault::cancelled, "stopped");
  };
  EXPECT_THROW(upgrade(), PartialFailure);

  EXPECT_THAT(history_rows("revision, result, error"),
              ElementsAre("a|done|NULL", "b|failed|stopped"));
}

TEST_F(SessionHistoryTest, DoesNotSpoilTheReportWhenItCannotBeWritten) {
  history.with_upgrade("a", "FAIL;");
  hooks.before = [ran = false](std::string_view call) mutable {
    ran = ran || call == "run";
    if (ran && call == "query") throw Error(Fault::database, "the disk is full");
  };
  const auto failed = thrown_by<PartialFailure>([&] { return upgrade(); });

  EXPECT_THAT(failed.what(), HasSubstr("syntax error"));
  EXPECT_THAT(failed.notes(), ElementsAre("Revision a was rolled back. The database is at base."));
}

TEST_F(SessionHistoryTest, HasNoFailureOfAStepThatIsIn) {
  hooks.after = [this](std::string_view call) {
    if (call != "run") return;
    hooks.lost = true;
    throw Error(Fault::database, "no answer");
  };
  EXPECT_THROW(upgrade(), PartialFailure);

  EXPECT_THAT(history_rows("revision, result"), ElementsAre("a|done"));
}

TEST_F(SessionHistoryTest, StopsAnUpgradeOverARevisionWhoseFileIsAnother) {
  upgrade("b");
  history.with_upgrade("a", "CREATE TABLE t_a (y INTEGER);");

  EXPECT_EQ(thrown_by([&] { return upgrade(); }).fault(), Fault::verification);
  EXPECT_THAT(rows(), ElementsAre("b"));
}

TEST_F(SessionHistoryTest, StopsAnUpgradeThatHasNothingToDoOverSuchAFile) {
  upgrade();
  history.with_upgrade("a", "CREATE TABLE t_a (y INTEGER);");

  EXPECT_EQ(thrown_by([&] { return upgrade(); }).fault(), Fault::verification);
}

TEST_F(SessionHistoryTest, LetsAnUpgradePassOverSuchAFileWhenItIsToldTo) {
  upgrade("b");
  history.with_upgrade("a", "CREATE TABLE t_a (y INTEGER);");
  settings.verify_before_upgrade = false;

  EXPECT_THAT(upgrade().after, ElementsAre("c"));
}

TEST_F(SessionHistoryTest, LetsADowngradePassOverSuchAFile) {
  upgrade("b");
  history.with_upgrade("b", "CREATE TABLE t_b (y INTEGER);");

  EXPECT_THAT(downgrade("a").after, ElementsAre("a"));
}

}  // namespace
}  // namespace migrate
