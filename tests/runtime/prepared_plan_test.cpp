#include "runtime/prepared_plan.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>

#include "engine/open.hpp"
#include "revision/checksum.hpp"
#include "support/graph_text.hpp"
#include "support/history_texts.hpp"
#include "support/temporary_project.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// Prepares plans for a history without opening a database.
class PreparedPlanTest : public testing::Test {
 protected:
  HistoryTexts history{"a; b <- a; c <- b"};

  // What the last plan stands on.
  std::unique_ptr<RevisionSource> source;
  std::optional<RevisionGraph> graph;

  PreparedPlan upgrade(EngineKind engine = EngineKind::sqlite,
                       TransactionMode mode = TransactionMode::revision) {
    read();
    return with_tables(prepare(*graph, *source, dialect_of(engine),
                               plan_upgrade(*graph, {}, parse_target("head")), mode));
  }

  PreparedPlan downgrade() {
    read();
    const std::vector<RevisionId> rows{"c"};
    return with_tables(prepare(*graph, *source, dialect_of(EngineKind::sqlite),
                               plan_downgrade(*graph, rows, parse_target("base")),
                               TransactionMode::revision));
  }

 private:
  void read() {
    source = open_builtin(history.files());
    graph.emplace(RevisionGraph::build(source->headers()));
  }

  static PreparedPlan with_tables(PreparedPlan plan) {
    plan.batches.set_tables({"", "versions"}, {"", "history"}, {});
    return plan;
  }
};

TEST_F(PreparedPlanTest, HoldsTheSectionOfEveryStepByteForByte) {
  history.with_upgrade("b", "  CREATE TABLE t_b (x);\r");

  EXPECT_EQ(upgrade().batches.make(1).sql.text(), "  CREATE TABLE t_b (x);\r\n\n");
}

TEST_F(PreparedPlanTest, NamesASectionThatNobodyHasFilled) {
  history.with_upgrade("b", "-- Write here what brings the database to this revision.\n");

  EXPECT_THAT(upgrade().notes,
              ElementsAre("b.sql:6: the upgrade section of revision b is empty: nothing is run for "
                          "it."));
}

TEST_F(PreparedPlanTest, SaysNothingOfAnEmptyMerge) {
  history = HistoryTexts("a; b <- a; c <- a; d <- b,c");
  history.with_upgrade("d", "");

  EXPECT_THAT(upgrade().notes, IsEmpty());
}

TEST_F(PreparedPlanTest, KnowsWhereASectionStandsInItsFile) {
  const SourceText sql = upgrade().batches.make(1).sql;

  EXPECT_EQ(sql.file(), "b.sql");
  EXPECT_EQ(sql.first_line(), 7U);
}

TEST_F(PreparedPlanTest, TakesTheSectionOfTheEngineBeforeTheCommonOne) {
  history.with_sections(
      "a", "-- migrate:upgrade\nSELECT 1;\n-- migrate:upgrade engine:postgresql\nSELECT 2;\n");

  EXPECT_EQ(upgrade(EngineKind::postgresql).batches.make(0).sql.text(), "SELECT 2;\n");
  EXPECT_EQ(upgrade(EngineKind::sqlite).batches.make(0).sql.text(), "SELECT 1;\n");
}

TEST_F(PreparedPlanTest, TitlesEachBatchAsAlembicAnnouncesIt) {
  EXPECT_EQ(upgrade().batches.make(1).title, "Running upgrade a -> b, Add b");
  EXPECT_EQ(downgrade().batches.make(1).title, "Running downgrade b -> a, Add b");
}

TEST_F(PreparedPlanTest, UpgradesFromTheParentsToTheRevision) {
  const Step step = upgrade().batches.step(1);

  EXPECT_THAT(step.from, ElementsAre("a"));
  EXPECT_THAT(step.to, ElementsAre("b"));
}

TEST_F(PreparedPlanTest, DowngradesFromTheRevisionToItsParents) {
  const Step step = downgrade().batches.step(1);

  EXPECT_EQ(step.revision, "b");
  EXPECT_THAT(step.from, ElementsAre("b"));
  EXPECT_THAT(step.to, ElementsAre("a"));
}

TEST_F(PreparedPlanTest, ChangesTheRowsOfEachStep) {
  const VersionChange rows = upgrade().batches.make(1).rows;

  EXPECT_THAT(rows.removed, ElementsAre("a"));
  EXPECT_THAT(rows.added, ElementsAre("b"));
}

TEST_F(PreparedPlanTest, GivesEachRevisionATransactionOfItsOwn) {
  EXPECT_EQ(upgrade().batches.make(0).atomicity, Atomicity::own);
}

TEST_F(PreparedPlanTest, LetsRevisionsJoinTheTransactionOfTheRun) {
  const PreparedPlan plan = upgrade(EngineKind::sqlite, TransactionMode::run);

  EXPECT_EQ(plan.batches.make(0).atomicity, Atomicity::joined);
}

TEST_F(PreparedPlanTest, GivesANonTransactionalSectionNoTransaction) {
  history.with_sections("a", "-- migrate:upgrade transaction:false\nVACUUM;\n");

  EXPECT_EQ(upgrade().batches.make(0).atomicity, Atomicity::none);
}

TEST_F(PreparedPlanTest, RefusesANonTransactionalSectionInATransactionOfTheRun) {
  history.with_sections("b", "-- migrate:upgrade transaction:false\nVACUUM;\n");

  const Error error = thrown_by([&] { return upgrade(EngineKind::sqlite, TransactionMode::run); });
  EXPECT_EQ(error.fault(), Fault::usage);
  EXPECT_EQ(*error.where(), (Location{"b.sql", 6, 0}));
}

TEST_F(PreparedPlanTest, NamesEveryNonTransactionalSectionThatTheRunCannotHold) {
  history.with_sections("a", "-- migrate:upgrade transaction:false\nVACUUM;\n");
  history.with_sections("c", "-- migrate:upgrade transaction:false\nVACUUM;\n");

  const Error error = thrown_by([&] { return upgrade(EngineKind::sqlite, TransactionMode::run); });
  EXPECT_EQ(error.problems().size(), 2U);
}

TEST_F(PreparedPlanTest, RefusesAnUpgradeForOtherEnginesOnly) {
  history.with_sections("b", "-- migrate:upgrade engine:postgresql\nSELECT 1;\n");

  const Error error = thrown_by([&] { return upgrade(); });
  EXPECT_STREQ(error.what(),
               "revision b has upgrade sections for other engines only, none for sqlite");
  EXPECT_EQ(error.hint(),
            "add a section `-- migrate:upgrade engine:sqlite`, or one without `engine:`");
  EXPECT_EQ(*error.where(), (Location{"b.sql", 3, 0}));
}

TEST_F(PreparedPlanTest, RefusesADowngradeForOtherEnginesOnly) {
  history.with_sections(
      "b", "-- migrate:upgrade\nSELECT 1;\n-- migrate:downgrade engine:postgresql\nSELECT 1;\n");

  EXPECT_THAT(thrown_by([&] { return downgrade(); }).what(),
              HasSubstr("downgrade sections for other engines only"));
}

TEST_F(PreparedPlanTest, RefusesADowngradeOverAnIrreversibleRevision) {
  history.with_sections("b", "-- migrate:upgrade\nSELECT 1;\n");

  const Error error = thrown_by([&] { return downgrade(); });
  EXPECT_EQ(error.fault(), Fault::revision);
  EXPECT_THAT(error.what(), HasSubstr("revision b is irreversible"));
}

TEST_F(PreparedPlanTest, TakesAnEmptyDowngradeForOneThatDoesNothing) {
  history.with_sections("b", "-- migrate:upgrade\n-- migrate:downgrade\n");

  EXPECT_EQ(downgrade().batches.make(1).sql.text(), "");
}

TEST_F(PreparedPlanTest, ReportsTheProblemsOfAllStepsAtOnce) {
  history.with_upgrade("a", "COMMIT;");
  history.with_sections("b", "-- migrate:upgrade engine:postgresql\nSELECT 1;\n");
  history.with_upgrade("c", "SELECT 'open");

  const Error error = thrown_by([&] { return upgrade(); });
  ASSERT_EQ(error.problems().size(), 3U);
  EXPECT_EQ(error.problems()[1].where()->file, "b.sql");
}

TEST_F(PreparedPlanTest, LooksOnlyAtTheSectionsThatThePlanRuns) {
  history.with_sections("a", "-- migrate:upgrade\nSELECT 1;\n-- migrate:downgrade\nCOMMIT;\n");

  EXPECT_EQ(upgrade().batches.size(), 3U);
}

TEST_F(PreparedPlanTest, IsEmptyForAPlanWithoutSteps) {
  history = HistoryTexts("");

  EXPECT_EQ(upgrade().batches.size(), 0U);
  EXPECT_THAT(upgrade().batches.steps(), IsEmpty());
}

TEST_F(PreparedPlanTest, KnowsWhatTheHistoryIsToSayOfEachStep) {
  history.with_sections("b",
                        "-- migrate:upgrade\nSELECT 1;\n"
                        "-- migrate:upgrade engine:postgresql\nSELECT 2;\n");
  const PreparedPlan plan = upgrade(EngineKind::postgresql);
  const Batch batch = plan.batches.make(1);
  const auto& entry = std::get<HistoryEntry>(batch.history->what);

  EXPECT_EQ(entry.kind, HistoryKind::upgrade);
  EXPECT_EQ(entry.revision, "b");
  EXPECT_EQ(entry.parents, "a");
  EXPECT_EQ(entry.message, "Add b");
  EXPECT_EQ(entry.file, "b.sql");
  EXPECT_EQ(entry.checksum, checksum_of("SELECT 2;", EngineKind::postgresql));
  EXPECT_EQ(entry.downgrade_sql, std::nullopt);
}

TEST_F(PreparedPlanTest, NamesTheTablesAndWhoWritesThem) {
  PreparedPlan plan = upgrade();
  plan.batches.set_tables({"s", "versions"}, {"s", "history"}, {"ann", "web-1", "migrate 1"});
  const Batch batch = plan.batches.make(0);

  EXPECT_EQ(batch.table, (TableName{"s", "versions"}));
  EXPECT_EQ(batch.history->table, (TableName{"s", "history"}));
  EXPECT_EQ(std::get<HistoryEntry>(batch.history->what).actor.host, "web-1");
}

TEST_F(PreparedPlanTest, HasNoHistoryWithoutATableForIt) {
  PreparedPlan plan = upgrade();
  plan.batches.set_tables({"s", "versions"}, {"s", ""}, {});

  EXPECT_FALSE(plan.batches.make(0).history.has_value());
}

TEST_F(PreparedPlanTest, SwitchesForeignKeysOffWhereTheSectionSaysSo) {
  history.with_sections("b", "-- migrate:upgrade foreign_keys:off\nSELECT 1;\n");

  EXPECT_EQ(upgrade().batches.make(0).foreign_keys, ForeignKeys::enforced);
  EXPECT_EQ(upgrade().batches.make(1).foreign_keys, ForeignKeys::off);
}

TEST_F(PreparedPlanTest, RefusesForeignKeysOffInOneTransactionWithOthers) {
  history.with_sections("b", "-- migrate:upgrade foreign_keys:off\nSELECT 1;\n");
  const Error error = thrown_by([&] { return upgrade(EngineKind::sqlite, TransactionMode::run); });

  EXPECT_EQ(error.fault(), Fault::usage);
  EXPECT_THAT(error.what(), HasSubstr("revision b cannot run in one transaction"));
  EXPECT_EQ(error.where()->line, 6U);
}

TEST_F(PreparedPlanTest, TakesNoNoticeOfForeignKeysOffOnPostgres) {
  history.with_sections("b", "-- migrate:upgrade foreign_keys:off\nSELECT 1;\n");

  EXPECT_EQ(upgrade(EngineKind::postgresql, TransactionMode::run).batches.size(), 3U);
}

TEST_F(PreparedPlanTest, KeepsTheOrderOfWhatManyFilesAreRefusedFor) {
  constexpr std::size_t kMany = 1200;  // enough for several processors
  history = HistoryTexts(line_of(kMany));
  for (const char* id : {"r7", "r640", "r1199"}) history.with_upgrade(id, "COMMIT;");

  const Error error = thrown_by([&] { return upgrade(); });
  ASSERT_EQ(error.problems().size(), 3U);
  EXPECT_EQ(error.problems()[0].where()->file, "r7.sql");
  EXPECT_EQ(error.problems()[1].where()->file, "r640.sql");
  EXPECT_EQ(error.problems()[2].where()->file, "r1199.sql");
}

TEST_F(PreparedPlanTest, RefusesAFileThatTheHistoryCannotKeep) {
  history.with_sections("b", "-- migrate:upgrade\nSELECT 1;\n-- migrate:downgrade\n\xe4;\n");
  PreparedPlan plan = upgrade();

  const Error error = thrown_by([&] { require_texts_that_can_be_kept(plan); });
  EXPECT_EQ(error.fault(), Fault::revision);
  EXPECT_THAT(error.what(), HasSubstr("revision b"));
}

TEST_F(PreparedPlanTest, LooksAtNoFileThatNoHistoryIsToKeep) {
  history.with_sections("b", "-- migrate:upgrade\nSELECT 1;\n-- migrate:downgrade\n\xe4;\n");
  PreparedPlan plan = upgrade();
  plan.batches.set_tables({"", "versions"}, {"", ""}, {});

  EXPECT_NO_THROW(require_texts_that_can_be_kept(plan));
}

TEST(PreparedPlanOfFiles, RefusesAFileThatChangedItsIdMeanwhile) {
  const TemporaryProject folder("a; b <- a");
  const Project project = folder.project();
  const RevisionGraph& graph = project.graph();
  folder.write("versions/b.sql",
               "-- x\n-- revision: other\n-- down_revision: a\n-- migrate:upgrade\n");

  const Plan plan = plan_upgrade(graph, {}, parse_target("head"));
  const Error error = thrown_by([&] {
    return prepare(graph, project.source(), dialect_of(EngineKind::sqlite), plan,
                   TransactionMode::revision);
  });
  EXPECT_EQ(error.fault(), Fault::revision);
}

TEST(SectionProblems, AreNoneForASectionThatIsFitToRun) {
  const RevisionFile file = parse_revision_file(
      "-- x\n-- revision: a\n-- down_revision:\n\n-- migrate:upgrade\nSELECT 1;\n", "a.sql");

  EXPECT_THAT(section_problems(file, Direction::upgrade, dialect_of(EngineKind::sqlite)),
              IsEmpty());
}

TEST(SectionProblems, AllowTransactionControlOutsideATransaction) {
  const RevisionFile file = parse_revision_file(
      "-- x\n-- revision: a\n-- down_revision:\n\n-- migrate:upgrade "
      "transaction:false\nBEGIN;\nCOMMIT;\n",
      "a.sql");

  EXPECT_THAT(section_problems(file, Direction::upgrade, dialect_of(EngineKind::sqlite)),
              IsEmpty());
}

}  // namespace
}  // namespace migrate
