#include "runtime/history_repair.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/open.hpp"
#include "support/temporary_project.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<Repaired> accept(const TemporaryProject& folder,
                             const std::vector<std::string>& names) {
  Observer silent;
  return accept_files(folder.project(), names, silent, {});
}

Repaired repair(const TemporaryProject& folder, UnfinishedRepair how, const std::string& name) {
  Observer silent;
  return repair_unfinished(folder.project(), how, name, silent, {});
}

void change(const TemporaryProject& folder, const std::string& id) {
  std::string text = folder.read("versions/" + id + ".sql");
  folder.write("versions/" + id + ".sql", text.replace(text.find("INTEGER"), 7, "TEXT"));
}

HistoryTexts begun_history() {
  HistoryTexts history("aaa; bbb <- aaa");
  history.with_sections("aaa",
                        "-- migrate:upgrade transaction:false\nCREATE TABLE t (x);\nVACUUM;\n"
                        "nonsense;\n");
  return history;
}

/// A project whose first revision was cut off in the second of its three statements.
class CutOffProject : public TemporaryProject {
 public:
  CutOffProject() : TemporaryProject(begun_history()) {
    EXPECT_THROW(upgrade("head"), Error);
    sql("UPDATE migrate_history SET statements_done = 1, statement_running = 2");
  }
};

/// "result done/running" of the only row.
std::vector<std::string> journal(const TemporaryProject& folder) {
  return folder.sql("SELECT result, statements_done, statement_running FROM migrate_history");
}

TEST(AcceptFiles, TakesTheFileForWhatWasApplied) {
  const TemporaryProject folder("aaaa; bbbb <- aaaa; cccc <- bbbb");
  folder.upgrade("bbbb");
  change(folder, "aaaa");
  const std::vector<Repaired> done = accept(folder, {"aaaa"});
  folder.upgrade("head");

  ASSERT_EQ(done.size(), 1U);
  EXPECT_EQ(done[0].revision, "aaaa");
  EXPECT_THAT(done[0].what, HasSubstr("its upgrade section was changed"));
  EXPECT_THAT(folder.rows(), ElementsAre("cccc"));
  EXPECT_THAT(folder.sql("SELECT revision, result FROM migrate_history WHERE kind = 'repair'"),
              ElementsAre("aaaa|done"));
}

TEST(AcceptFiles, WritesNothingForAFileThatIsUnchanged) {
  const TemporaryProject folder("a");
  folder.upgrade("head");

  EXPECT_THAT(accept(folder, {"a"})[0].what, HasSubstr("there is nothing to accept"));
  EXPECT_THAT(folder.sql("SELECT kind FROM migrate_history"), ElementsAre("upgrade"));
}

TEST(AcceptFiles, EntersWhatWasStamped) {
  const TemporaryProject folder("a");
  folder.stamp("a");

  EXPECT_THAT(accept(folder, {"a"})[0].what, HasSubstr("it was not in the history"));
  EXPECT_THAT(accept(folder, {"a"})[0].what, HasSubstr("there is nothing to accept"));
}

TEST(AcceptFiles, MakesTheHistoryOfADatabaseThatHasNone) {
  TemporaryProject folder("a");
  folder.config.history_table = "";
  folder.upgrade("head");
  folder.config.history_table = "migrate_history";
  (void)accept(folder, {"a"});

  EXPECT_THAT(folder.sql("SELECT kind FROM migrate_history"), ElementsAre("repair"));
}

TEST(AcceptFiles, AreAllOrNone) {
  const TemporaryProject folder("a; b <- a");
  folder.upgrade("a");
  change(folder, "a");

  EXPECT_EQ(thrown_by([&] { return accept(folder, {"a", "b"}); }).fault(), Fault::usage);
  EXPECT_THAT(folder.sql("SELECT kind FROM migrate_history"), ElementsAre("upgrade"));
}

TEST(AcceptFiles, RefuseANameThatMeansNothing) {
  const TemporaryProject folder("a");
  folder.upgrade("a");

  EXPECT_THAT(thrown_by([&] { return accept(folder, {"zzz"}); }).what(), HasSubstr("`zzz`"));
}

TEST(AcceptFiles, WaitForTheMigrationLock) {
  TemporaryProject folder("a");
  folder.upgrade("a");
  change(folder, "a");
  folder.config.lock_wait = std::chrono::milliseconds(0);
  const std::unique_ptr<Database> database =
      open_database(EngineKind::sqlite, folder.database(), {});
  const std::unique_ptr<MigrationLock> lock = database->lock({"main", "migrate_version"});
  ASSERT_TRUE(lock->try_acquire());

  EXPECT_EQ(thrown_by([&] { return accept(folder, {"a"}); }).fault(), Fault::locked);
}

TEST(RepairUnfinished, CountsTheRunningStatementAsDone) {
  const CutOffProject folder;
  const Repaired done = repair(folder, UnfinishedRepair::done, "aaa");

  EXPECT_THAT(journal(folder), ElementsAre("running|2|NULL"));
  EXPECT_THAT(done.what, HasSubstr("statement 2 of 3"));
  EXPECT_THAT(done.next, HasSubstr("goes on with statement 3 of 3 (" +
                                   folder.shown("versions/aaa.sql") + ":9)"));
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
  EXPECT_THAT(folder.sql("SELECT error FROM migrate_history"),
              ElementsAre("abandoned by migrate repair"));
  EXPECT_EQ(thrown_by([&] { return repair(folder, UnfinishedRepair::abandon, "aaa"); }).fault(),
            Fault::usage);
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
