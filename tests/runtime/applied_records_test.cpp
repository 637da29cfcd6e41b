#include "runtime/applied_records.hpp"

#include <gmock/gmock.h>

#include "runtime/open_history.hpp"
#include "support/temporary_project.hpp"

namespace migrate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// The recorded revisions and how they came in, oldest first.
std::vector<std::string> records(const TemporaryProject& folder) {
  Observer silent;
  const Project project = folder.project();
  const std::unique_ptr<Database> database = project.database(silent);
  const OpenHistory history(*database, OpenMode::read_only, project.database_settings());
  std::vector<std::string> lines;
  for (const HistoryMove& row : applied_records(history.rows(), project.graph())) {
    lines.push_back(row.revision + " " + row.kind);
  }
  return lines;
}

TEST(AppliedRecords, AreThoseOfUpgradesThatNoDowngradeUndid) {
  const TemporaryProject folder("a; b <- a; c <- b");
  folder.upgrade("head");
  folder.downgrade("b");

  EXPECT_THAT(records(folder), ElementsAre("a upgrade", "b upgrade"));
}

TEST(AppliedRecords, EndWhereAStampTakesTheirRevisionOut) {
  const TemporaryProject folder("a; b <- a; c <- b");
  folder.upgrade("head");
  folder.stamp("a");

  EXPECT_THAT(records(folder), ElementsAre("a upgrade"));
}

TEST(AppliedRecords, DoNotComeBackWhenAStampPutsTheirRevisionIn) {
  const TemporaryProject folder("a; b <- a; c <- b");
  folder.upgrade("head");
  folder.stamp("a");
  folder.stamp("c");

  EXPECT_THAT(records(folder), ElementsAre("a upgrade"));
}

TEST(AppliedRecords, BeginAgainWithTheNextUpgrade) {
  const TemporaryProject folder("a; b <- a");
  folder.upgrade("head");
  folder.stamp("a");
  folder.sql("DROP TABLE t_b");
  folder.upgrade("head");

  EXPECT_THAT(records(folder), ElementsAre("a upgrade", "b upgrade"));
}

TEST(AppliedRecords, AreTheLastOnesOfRevisionsThatWereAppliedTwice) {
  const TemporaryProject folder("a; b <- a");
  folder.upgrade("head");
  folder.downgrade("base");
  folder.upgrade("head");

  EXPECT_THAT(records(folder), ElementsAre("a upgrade", "b upgrade"));
}

TEST(AppliedRecords, StayUnderAStampToWhereTheDatabaseIs) {
  const TemporaryProject folder("a; b <- a");
  folder.upgrade("head");
  folder.stamp("b");
  folder.sql(
      "INSERT INTO migrate_history (revision, parents, kind, result, started_at) "
      "VALUES ('b', 'b', 'stamp', 'done', '2026-11-21 10:00:00')");

  EXPECT_THAT(records(folder), ElementsAre("a upgrade", "b upgrade"));
}

TEST(AppliedRecords, StayOnTheBranchesThatAStampLeavesAlone) {
  const TemporaryProject folder("a; b1 <- a; b2 <- a; m <- b1 b2");
  folder.upgrade("head");
  folder.stamp("b1");

  EXPECT_THAT(records(folder), ElementsAre("a upgrade", "b1 upgrade"));
}

TEST(AppliedRecords, StayWhereAStampFailed) {
  const TemporaryProject folder("a");
  folder.upgrade("head");
  folder.sql(
      "INSERT INTO migrate_history (revision, parents, kind, result, started_at) "
      "VALUES ('', 'a', 'stamp', 'failed', '2026-11-21 10:00:00')");

  EXPECT_THAT(records(folder), ElementsAre("a upgrade"));
}

TEST(AppliedRecords, AreNoneOfWhatWasOnlyStamped) {
  const TemporaryProject folder("a; b <- a");
  folder.stamp("b");

  EXPECT_THAT(records(folder), IsEmpty());
}

}  // namespace
}  // namespace migrate
