#include "runtime/unfinished_steps.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "runtime/journalled_section_fixture.hpp"

namespace migrate {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

using UnfinishedStepsTest = JournalledSectionTest;

TEST_F(UnfinishedStepsTest, RefusesToGoOnBehindAStatementThatHasChanged) {
  set_section("INSERT INTO seen VALUES (2);\nFAIL;\n");
  EXPECT_THROW(upgrade(), PartialFailure);
  set_section("\nINSERT INTO seen VALUES (22);\nINSERT INTO seen VALUES (3);\n");
  const Error error = thrown_by([&] { return upgrade(); });

  EXPECT_EQ(error.fault(), Fault::revision);
  EXPECT_THAT(error.what(), HasSubstr("statement 2 is not the one that has run"));
  EXPECT_EQ(*error.where(), (Location{"b.sql", 9, 0}));
  EXPECT_THAT(error.hint(),
              StartsWith("what ran was `INSERT INTO seen VALUES (2)`, then in line 8 of the file"));
  EXPECT_THAT(error.hint(), HasSubstr("migrate repair --restart b"));
  EXPECT_THAT(seen(), ElementsAre("2"));
}

TEST_F(UnfinishedStepsTest, RefusesToGoOnWhenAStatementThatHasRunIsGone) {
  set_section("INSERT INTO seen VALUES (2);\nFAIL;\n");
  EXPECT_THROW(upgrade(), PartialFailure);
  set_section("");

  EXPECT_THAT(thrown_by([&] { return upgrade(); }).what(),
              HasSubstr("statement 2 is no longer in the file"));
}

TEST_F(UnfinishedStepsTest, RefusesToGoOnInATransaction) {
  set_section("INSERT INTO seen VALUES (2);\nFAIL;\n");
  EXPECT_THROW(upgrade(), PartialFailure);
  history.with_upgrade("b", "CREATE TABLE t_b (x INTEGER);");

  EXPECT_THAT(thrown_by([&] { return upgrade(); }).what(),
              HasSubstr("no longer marked transaction:false"));
}

TEST_F(UnfinishedStepsTest, RunsInATransactionAfterAFailureThatLeftNothing) {
  history.with_sections("b", "-- migrate:upgrade transaction:false\nFAIL;\n");
  EXPECT_THROW(upgrade(), PartialFailure);
  history.with_upgrade("b", "CREATE TABLE t_b (x INTEGER);");
  upgrade();

  EXPECT_THAT(history_rows("revision, result"),
              ElementsAre("a|done", "b|failed", "b|done", "c|done"));
}

TEST_F(UnfinishedStepsTest, StopsEveryOtherPlanWhileItIsHalfDone) {
  set_section("FAIL;\n");
  EXPECT_THROW(upgrade(), PartialFailure);

  for (const auto& work :
       {std::function([&] { upgrade("a"); }), std::function([&] { downgrade("base"); }),
        std::function([&] { stamp("c"); }), std::function([&] { stamp("c", StampMode::purge); })}) {
    const Error error = thrown_by(work);
    EXPECT_EQ(error.fault(), Fault::database);
    EXPECT_THAT(error.what(), HasSubstr("the upgrade of revision b is half done"));
    EXPECT_THAT(error.hint(), HasSubstr("migrate upgrade b"));
  }
  EXPECT_THAT(rows(), ElementsAre("a"));
}

TEST_F(UnfinishedStepsTest, IsNotOverlookedWhereThereIsNothingToDo) {
  history.with_sections(
      "b",
      "-- migrate:upgrade\nCREATE TABLE t_b (x INTEGER);\n"
      "-- migrate:downgrade transaction:false\nINSERT INTO seen VALUES (1);\nFAIL;\n");
  upgrade("b");
  EXPECT_THROW(downgrade("a"), PartialFailure);

  EXPECT_THAT(thrown_by([&] { return upgrade("b"); }).what(),
              HasSubstr("the downgrade of revision b is half done"));
  EXPECT_THAT(thrown_by([&] { return stamp("b"); }).what(),
              HasSubstr("the downgrade of revision b is half done"));
}

TEST_F(UnfinishedStepsTest, NamesATargetThatFinishesTheDowngradeOfAMerge) {
  history = HistoryTexts("a; b1 <- a; b2 <- a; m <- b1 b2");
  history.with_sections("m",
                        "-- migrate:upgrade\nSELECT 1;\n"
                        "-- migrate:downgrade transaction:false\nCREATE TABLE t (x);\nFAIL;\n");
  upgrade("m");
  EXPECT_THROW(downgrade("m@b1"), PartialFailure);
  EXPECT_THAT(thrown_by([&] { return upgrade("m"); }).hint(),
              HasSubstr("`migrate downgrade m@b1`"));

  history.with_sections("m",
                        "-- migrate:upgrade\nSELECT 1;\n-- migrate:downgrade transaction:false\n"
                        "CREATE TABLE t (x);\nSELECT 2;\n");
  downgrade("m@b1");
  EXPECT_THAT(rows(), ElementsAre("b1", "b2"));
}

TEST_F(UnfinishedStepsTest, RefusesToGoOnWithoutTheTemporaryTableOfItsSession) {
  set_section(
      "CREATE TEMP TABLE seen AS SELECT 3 AS x;\nINSERT INTO seen SELECT x FROM late;\n"
      "DELETE FROM seen;\n");
  EXPECT_THROW(upgrade(), PartialFailure);
  sql("INSERT INTO seen VALUES (7)");
  sql("CREATE TABLE late AS SELECT 2 AS x");
  const Error error = thrown_by([&] { return upgrade(); });

  EXPECT_THAT(error.what(), HasSubstr("statement 2 left a temporary table"));
  EXPECT_THAT(error.hint(), HasSubstr("migrate repair --restart b"));
  EXPECT_THAT(seen(), Contains("7"));
}

}  // namespace
}  // namespace migrate
