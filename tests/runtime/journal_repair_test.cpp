#include "runtime/journal_repair.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/open.hpp"
#include "runtime/history_table.hpp"
#include "support/temporary_project.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

Repaired repair(const TemporaryProject& folder, UnfinishedRepair how, const std::string& name) {
  Observer silent;
  return repair_unfinished(folder.project(), how, name, silent, {});
}

HistoryTexts begun_history(const std::string& first) {
  HistoryTexts history("aaa; bbb <- aaa");
  history.with_sections(
      "aaa", "-- migrate:upgrade transaction:false\n" + first + ";\nVACUUM;\nnonsense;\n");
  return history;
}

/// A project whose first revision was cut off in the second of its three statements.
class CutOffProject : public TemporaryProject {
 public:
  explicit CutOffProject(const std::string& first = "CREATE TABLE t (x)")
      : TemporaryProject(begun_history(first)) {
    EXPECT_THROW(upgrade("head"), Error);
    sql("UPDATE migrate_history SET statements_done = 1, statement_running = 2");
  }
};

/// "result done/running" of the upgrade.
std::vector<std::string> journal(const TemporaryProject& folder) {
  return folder.sql(
      "SELECT result, statements_done, statement_running FROM migrate_history"
      " WHERE kind = 'upgrade'");
}

/// What the repairs left in the history.
std::vector<std::string> repairs(const TemporaryProject& folder) {
  return folder.sql("SELECT revision, result, message FROM migrate_history WHERE kind = 'repair'");
}

TEST(RepairUnfinished, CountsTheRunningStatementAsDone) {
  const CutOffProject folder;
  const Repaired done = repair(folder, UnfinishedRepair::done, "aaa");

  EXPECT_THAT(journal(folder), ElementsAre("running|2|NULL"));
  EXPECT_THAT(done.what, HasSubstr("statement 2 of 3"));
  EXPECT_THAT(done.next, HasSubstr("goes on with statement 3 of 3 (" +
                                   folder.shown("versions/aaa.sql") + ":9)"));
}

TEST(RepairUnfinished, RunsNoStatementOfTheRevision) {
  const CutOffProject folder("PRAGMA journal_mode = WAL");
  folder.sql("PRAGMA journal_mode = DELETE");
  (void)repair(folder, UnfinishedRepair::done, "aaa");

  EXPECT_THAT(folder.sql("PRAGMA journal_mode"), ElementsAre("delete"));
  EXPECT_THAT(journal(folder), ElementsAre("running|2|NULL"));
}

TEST(RepairUnfinished, CountsTheRunningStatementAsNotBegun) {
  const CutOffProject folder;
  const Repaired done = repair(folder, UnfinishedRepair::retry, "aaa");

  EXPECT_THAT(journal(folder), ElementsAre("running|1|NULL"));
  EXPECT_THAT(done.next, HasSubstr("statement 2 of 3"));
}

TEST(RepairUnfinished, BeginsAgain) {
  const CutOffProject folder;
  const Repaired done = repair(folder, UnfinishedRepair::restart, "a");

  EXPECT_THAT(journal(folder), ElementsAre("running|0|NULL"));
  EXPECT_THAT(done.next, HasSubstr("statement 1 of 3"));
}

TEST(RepairUnfinished, ForgetsTheStep) {
  const CutOffProject folder;
  (void)repair(folder, UnfinishedRepair::abandon, "aaa");

  EXPECT_THAT(journal(folder), ElementsAre("failed|1|NULL"));
  EXPECT_EQ(thrown_by([&] { return repair(folder, UnfinishedRepair::abandon, "aaa"); }).fault(),
            Fault::usage);
}

TEST(RepairUnfinished, KeepsTheErrorOfAStepThatItForgets) {
  const CutOffProject folder;
  (void)repair(folder, UnfinishedRepair::abandon, "aaa");

  EXPECT_THAT(
      folder.sql("SELECT error FROM migrate_history WHERE kind = 'upgrade'"),
      ElementsAre(AllOf(StartsWith("abandoned by migrate repair; "), HasSubstr(":9:1: near "
                                                                               "\"nonsense"))));
}

TEST(RepairUnfinished, LeavesARowOfWhatWasSaid) {
  const CutOffProject folder;
  const std::string statement = "statement 2 of 3 (" + folder.shown("versions/aaa.sql") + ":8)";
  (void)repair(folder, UnfinishedRepair::done, "aaa");
  folder.sql(
      "UPDATE migrate_history SET statements_done = 1, statement_running = 2"
      " WHERE kind = 'upgrade'");
  (void)repair(folder, UnfinishedRepair::retry, "aaa");
  (void)repair(folder, UnfinishedRepair::restart, "aaa");
  (void)repair(folder, UnfinishedRepair::abandon, "aaa");

  EXPECT_THAT(repairs(folder),
              ElementsAre("aaa|done|Add aaa (--done: " + statement + " counts as done)",
                          "aaa|done|Add aaa (--retry: " + statement + " counts as not run)",
                          "aaa|done|Add aaa (--restart: none of its statements counts as run; what "
                          "they did stays)",
                          "aaa|done|Add aaa (--abandon: its unfinished upgrade is abandoned)"));
}

TEST(RepairUnfinished, IsNoUpgradeOfTheRevision) {
  const CutOffProject folder;
  (void)repair(folder, UnfinishedRepair::abandon, "aaa");
  const std::unique_ptr<Connection> connection =
      open_database(EngineKind::sqlite, folder.database(), {})->connect(OpenMode::read_only);
  const TableName table{"main", "migrate_history"};
  const HistoryTable history(*connection, table);

  EXPECT_THAT(history.moves().done, IsEmpty());
  EXPECT_THAT(history.stored(), IsEmpty());
}

TEST(RepairUnfinished, RefusesToSettleWhatIsKnown) {
  const CutOffProject folder;
  folder.sql("UPDATE migrate_history SET statement_running = NULL");

  const Error error = thrown_by([&] { return repair(folder, UnfinishedRepair::done, "aaa"); });
  EXPECT_EQ(error.fault(), Fault::usage);
  EXPECT_THAT(error.hint(), HasSubstr("goes on with statement 2 of 3"));
  EXPECT_THAT(journal(folder), ElementsAre("running|1|NULL"));
}

TEST(RepairUnfinished, NamesTheUnfinishedOnesForAWrongName) {
  const CutOffProject folder;

  const Error error = thrown_by([&] { return repair(folder, UnfinishedRepair::retry, "bbb"); });
  EXPECT_EQ(error.fault(), Fault::usage);
  EXPECT_EQ(error.hint(), "unfinished: aaa");
}

}  // namespace
}  // namespace migrate
