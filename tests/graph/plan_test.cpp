#include "graph/plan.hpp"

#include <gmock/gmock.h>

#include "graph/names.hpp"
#include "support/graph_text.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::string_view kDiamond = "a; b1 <- a [one]; b2 <- a [two]; c <- b1 b2";

Ids upgrade_path(const RevisionGraph& graph, const Ids& current, std::string_view target) {
  return ids_of(graph, plan_upgrade(graph, current, parse_target(target)));
}

Ids downgrade_path(const RevisionGraph& graph, const Ids& current, std::string_view target) {
  return ids_of(graph, plan_downgrade(graph, current, parse_target(target)));
}

Error upgrade_refused(std::string_view text, const Ids& current, std::string_view target) {
  return thrown_by([&] { return upgrade_path(graph_of(text), current, target); });
}

Error downgrade_refused(std::string_view text, const Ids& current, std::string_view target) {
  return thrown_by([&] { return downgrade_path(graph_of(text), current, target); });
}

TEST(UpgradePath, RunsBothSidesOfADiamondBeforeTheirMerge) {
  const RevisionGraph graph = graph_of(kDiamond);

  EXPECT_THAT(upgrade_path(graph, {"a"}, "head"), ElementsAre("b1", "b2", "c"));
  EXPECT_THAT(upgrade_path(graph, {"b2"}, "head"), ElementsAre("b1", "c"));
}

TEST(UpgradePath, RunsWhatTheTargetDependsOn) {
  const RevisionGraph graph = graph_of("a; z; b <- a (z); c <- b");

  EXPECT_THAT(upgrade_path(graph, {}, "b"), ElementsAre("a", "z", "b"));
}

TEST(UpgradePath, IsEmptyWhenAllIsApplied) {
  EXPECT_THAT(upgrade_path(graph_of(kDiamond), {"c"}, "b1"), IsEmpty());
  EXPECT_THAT(upgrade_path(graph_of(kDiamond), {"b1"}, "base"), IsEmpty());
  EXPECT_THAT(upgrade_path(graph_of(""), {}, "head"), IsEmpty());
}

TEST(UpgradePath, StaysOnTheBranchNamed) {
  EXPECT_THAT(upgrade_path(graph_of("a; b [web]; c <- b; d <- a"), {}, "web@head"),
              ElementsAre("b", "c"));
}

TEST(UpgradePath, CountsFromTheCurrentRevision) {
  EXPECT_THAT(upgrade_path(graph_of("a; b <- a; c <- b"), {"a"}, "+1"), ElementsAre("b"));
}

TEST(UpgradePath, MergesTwoOfWhichOneDependsOnTheOther) {
  const RevisionGraph graph = graph_of("a; b1 <- a; b2 <- a (b1); m <- b1 b2");
  const Plan plan = plan_upgrade(graph, Ids{}, parse_target("head"));

  EXPECT_THAT(ids_of(graph, plan), ElementsAre("a", "b1", "b2", "m"));
  EXPECT_THAT(plan.after, ElementsAre("m"));
}

TEST(UpgradePath, RefusesToCountBackwards) {
  EXPECT_THAT(upgrade_refused("a; b <- a", {"b"}, "-1").what(), HasSubstr("other direction"));
}

TEST(UpgradePath, RefusesCurrent) {
  EXPECT_THAT(upgrade_refused("a", {"a"}, "current").what(), HasSubstr("`current`"));
}

TEST(UpgradePath, RefusesTheHeadOfSeveral) {
  EXPECT_THAT(upgrade_refused("a; b1 <- a; b2 <- a", {}, "head").what(),
              HasSubstr("b1 (b1.sql), b2 (b2.sql)"));
}

TEST(UpgradePath, RefusesHeadsOfABranchThatStandOnEachOther) {
  EXPECT_THAT(upgrade_refused("a [web]; b <- a; c <- a (b)", {}, "web@heads").what(),
              HasSubstr("stand on b (b.sql)"));
}

TEST(UpgradePath, TakesHeadsThatStandOnEachOther) {
  EXPECT_THAT(upgrade_path(graph_of("a; b <- a; c <- a (b)"), {}, "heads"),
              ElementsAre("a", "b", "c"));
}

TEST(UpgradePath, RefusesARowThatNoFileDeclares) {
  const Error error = upgrade_refused("a", {"gone"}, "head");

  EXPECT_EQ(error.fault(), Fault::database);
  EXPECT_THAT(error.what(), HasSubstr("gone"));
}

TEST(PlanUpgrade, SaysWhatEachStepDoesToTheRows) {
  const RevisionGraph graph = graph_of(kDiamond);
  const Plan plan = plan_upgrade(graph, Ids{"b2"}, parse_target("head"));

  ASSERT_EQ(plan.steps.size(), 2U);
  EXPECT_THAT(plan.rows.of(graph, 0).removed, IsEmpty());
  EXPECT_THAT(plan.rows.of(graph, 0).added, ElementsAre("b1"));
  EXPECT_THAT(plan.rows.of(graph, 1).removed, ElementsAre("b1", "b2"));
  EXPECT_THAT(plan.rows.of(graph, 1).added, ElementsAre("c"));
}

TEST(PlanUpgrade, SaysTheRowsBeforeAndAfter) {
  const Plan plan = plan_upgrade(graph_of("a; b; c"), Ids{"b", "a"}, parse_target("c"));

  EXPECT_THAT(plan.before, ElementsAre("a", "b"));
  EXPECT_THAT(plan.after, ElementsAre("a", "b", "c"));
}

TEST(PlanUpgrade, RemovesRowsThatOtherRowsImplyInItsFirstStep) {
  const RevisionGraph graph = graph_of("a; b (a); c <- b");
  const Plan plan = plan_upgrade(graph, Ids{"a", "b"}, parse_target("c"));

  ASSERT_EQ(plan.steps.size(), 1U);
  EXPECT_THAT(plan.rows.of(graph, 0).removed, ElementsAre("a", "b"));
}

TEST(PlanDowngrade, KeepsARowThatIsThereAlready) {
  const RevisionGraph graph = graph_of("a; b (a)");
  const Plan plan = plan_downgrade(graph, Ids{"a", "b"}, parse_target("b-1"));

  ASSERT_EQ(plan.steps.size(), 2U);
  EXPECT_THAT(plan.rows.of(graph, 0).removed, ElementsAre("b"));
  EXPECT_THAT(plan.rows.of(graph, 0).added, IsEmpty());
}

TEST(DowngradePath, UndoesInTheOppositeOrder) {
  EXPECT_THAT(downgrade_path(graph_of(kDiamond), {"c"}, "base"), ElementsAre("c", "b2", "b1", "a"));
}

TEST(DowngradePath, UndoesWhatDependsOnIt) {
  EXPECT_THAT(downgrade_path(graph_of("a; b <- a; x (b); y <- x"), {"y"}, "a"),
              ElementsAre("y", "x", "b"));
}

TEST(DowngradePath, LeavesOtherBranchesAlone) {
  const RevisionGraph graph = graph_of("a; b <- a; x; y <- x");
  const Plan plan = plan_downgrade(graph, Ids{"b", "y"}, parse_target("x"));

  EXPECT_THAT(ids_of(graph, plan), ElementsAre("y"));
  EXPECT_THAT(plan.after, ElementsAre("b", "x"));
}

TEST(DowngradePath, LeavesADependencyApplied) {
  const Plan plan = plan_downgrade(graph_of("a; b; c <- b (a)"), Ids{"c"}, parse_target("b"));

  EXPECT_THAT(plan.after, ElementsAre("a", "b"));
}

TEST(DowngradePath, UndoesOneBranchOnlyWhereItIsNamed) {
  EXPECT_THAT(downgrade_path(graph_of("a; b1 <- a [one]; b2 <- a [two]"), {"b1", "b2"}, "one@a"),
              ElementsAre("b1"));
  EXPECT_THAT(downgrade_path(graph_of("a [one]; b <- a; x [two]; y <- x"), {"b", "y"}, "two@base"),
              ElementsAre("y", "x"));
}

TEST(DowngradePath, UndoesTheBranchItCountsFrom) {
  EXPECT_THAT(downgrade_path(graph_of("a; b1 <- a; b2 <- a"), {"b1"}, "-1"), ElementsAre("b1"));
}

TEST(DowngradePath, IsEmptyFromBaseToBase) {
  EXPECT_THAT(downgrade_path(graph_of(kDiamond), {}, "base"), IsEmpty());
}

TEST(DowngradePath, IsEmptyToWhereTheDatabaseIs) {
  EXPECT_THAT(downgrade_path(graph_of(kDiamond), {"b1"}, "b1"), IsEmpty());
}

TEST(DowngradePath, RefusesATargetThatIsNotApplied) {
  EXPECT_THAT(downgrade_refused(kDiamond, {"b1"}, "b2").what(),
              HasSubstr("b2 (b2.sql) is not applied"));
}

TEST(DowngradePath, RefusesATargetOnWhichOnlyADependencyStands) {
  EXPECT_THAT(downgrade_refused("a; b (a)", {"b"}, "a").what(),
              HasSubstr("none of the children of a"));
}

TEST(DowngradePath, RefusesToCountFromSeveralRows) {
  const Error error = downgrade_refused(kDiamond, {"b1", "b2"}, "-1");

  EXPECT_EQ(error.fault(), Fault::usage);
  EXPECT_THAT(error.what(), HasSubstr("b1 (b1.sql), b2 (b2.sql)"));
}

TEST(DowngradePath, RefusesToCountForwards) {
  EXPECT_THAT(downgrade_refused("a; b <- a", {"a"}, "+1").what(), HasSubstr("other direction"));
}

TEST(DowngradePath, RefusesABranchThatIsNotAboveTheTarget) {
  EXPECT_THAT(
      downgrade_refused("a; b1 <- a; b2 <- a; x [other]", {"b1", "b2", "x"}, "other@a").what(),
      HasSubstr("x is not above any of b1 (b1.sql), b2 (b2.sql)"));
}

TEST(DowngradePath, RefusesAnUnknownBranch) {
  EXPECT_THAT(downgrade_refused("a [web]", {"a"}, "wob@base").hint(), HasSubstr("`web`"));
}

TEST(DowngradePath, RefusesSeveralHeads) {
  EXPECT_THAT(downgrade_refused("a; b", {"a"}, "heads").what(), HasSubstr("a (a.sql), b (b.sql)"));
}

}  // namespace
}  // namespace migrate
