#include <gmock/gmock.h>

#include <initializer_list>

#include "graph/names.hpp"
#include "graph/plan.hpp"
#include "support/graph_text.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::string_view kBranches = "a; b <- a [left]; bb <- b; c <- a [right]; cc <- c";

Ids stamped(std::string_view text, const Ids& current,
            std::initializer_list<std::string_view> targets) {
  std::vector<Target> parsed;
  for (const std::string_view target : targets) parsed.push_back(parse_target(target));
  return plan_stamp(graph_of(text), current, parsed);
}

TEST(PlanStamp, SetsARowFromBase) { EXPECT_THAT(stamped(kBranches, {}, {"b"}), ElementsAre("b")); }

TEST(PlanStamp, MovesUpAndDown) {
  EXPECT_THAT(stamped(kBranches, {"b"}, {"bb"}), ElementsAre("bb"));
  EXPECT_THAT(stamped(kBranches, {"bb"}, {"a"}), ElementsAre("a"));
}

TEST(PlanStamp, LeavesAnotherBranchAlone) {
  EXPECT_THAT(stamped(kBranches, {"cc"}, {"b"}), ElementsAre("b", "cc"));
}

TEST(PlanStamp, TakesTheRowsOfAllThatTheTargetStandsOn) {
  EXPECT_THAT(stamped("a; b; c <- a b", {"a", "b"}, {"c"}), ElementsAre("c"));
}

TEST(PlanStamp, TakesTheRowOfADependency) {
  EXPECT_THAT(stamped("a; b (a)", {"a"}, {"b"}), ElementsAre("b"));
}

TEST(PlanStamp, SetsAllHeads) {
  EXPECT_THAT(stamped(kBranches, {"b"}, {"heads"}), ElementsAre("bb", "cc"));
}

TEST(PlanStamp, SetsSeveralTargets) {
  EXPECT_THAT(stamped(kBranches, {}, {"b", "cc"}), ElementsAre("b", "cc"));
}

TEST(PlanStamp, KeepsATargetThatWasARowAlready) {
  EXPECT_THAT(stamped(kBranches, {"bb", "c"}, {"bb", "cc"}), ElementsAre("bb", "cc"));
}

TEST(PlanStamp, LeavesOutATargetThatAnotherImplies) {
  EXPECT_THAT(stamped(kBranches, {}, {"b", "bb"}), ElementsAre("bb"));
}

TEST(PlanStamp, ClearsEverythingAtBase) {
  EXPECT_THAT(stamped(kBranches, {"bb", "cc"}, {"base"}), IsEmpty());
}

TEST(PlanStamp, ClearsOneBranchAtItsBase) {
  EXPECT_THAT(stamped(kBranches, {"bb", "cc"}, {"left@base"}), ElementsAre("cc"));
}

TEST(PlanStamp, RefusesABaseThatAnotherTargetContradicts) {
  for (const auto* const other : {"heads", "b", "left@head"}) {
    const Error error = thrown_by([&] { stamped(kBranches, {"bb"}, {other, "base"}); });
    EXPECT_EQ(error.fault(), Fault::usage);
    EXPECT_THAT(error.what(), HasSubstr("`base` contradicts the other targets"));
    EXPECT_THAT(error.hint(), HasSubstr("--purge"));
  }
}

TEST(PlanStamp, RefusesTheBaseOfABranchThatAnotherTargetStandsOn) {
  EXPECT_THAT(thrown_by([] {
                stamped(kBranches, {}, {"left@base", "bb"});
              }).what(),
              HasSubstr("`left@base` contradicts the other targets"));
}

TEST(PlanStamp, TakesTheBaseOfOneBranchWithATargetOnAnother) {
  EXPECT_THAT(stamped(kBranches, {}, {"left@base", "cc"}), ElementsAre("cc"));
}

TEST(PlanStamp, TakesBaseWithTheBaseOfABranch) {
  EXPECT_THAT(stamped(kBranches, {"bb", "cc"}, {"base", "left@base"}), IsEmpty());
}

TEST(PlanStamp, ChangesNothingWhereTheTargetIsARow) {
  EXPECT_THAT(stamped(kBranches, {"bb", "cc"}, {"bb"}), ElementsAre("bb", "cc"));
}

TEST(PlanStamp, CountsFromTheDatabase) {
  EXPECT_THAT(stamped(kBranches, {"bb"}, {"-1"}), ElementsAre("b"));
  EXPECT_THAT(stamped(kBranches, {"b"}, {"+1"}), ElementsAre("bb"));
  EXPECT_THAT(stamped(kBranches, {"a"}, {"-1"}), IsEmpty());
}

TEST(PlanStamp, CountsOnOneBranch) {
  EXPECT_THAT(stamped(kBranches, {"bb", "cc"}, {"left@-1"}), ElementsAre("b", "cc"));
}

TEST(PlanStamp, TakesUnknownRowsAsNotThere) {
  EXPECT_THAT(stamped(kBranches, {"gone"}, {"b"}), ElementsAre("b"));
}

TEST(PlanStamp, RefusesToCountFromSeveralRows) {
  EXPECT_THAT(thrown_by([] {
                return stamped(kBranches, {"bb", "cc"}, {"-1"});
              }).what(),
              HasSubstr("bb (bb.sql), cc (cc.sql)"));
}

TEST(PlanStamp, RefusesTheHeadOfSeveral) {
  EXPECT_THAT(thrown_by([] { return stamped(kBranches, {}, {"head"}); }).what(),
              HasSubstr("2 heads"));
}

TEST(PlanStamp, RefusesCurrent) {
  EXPECT_THAT(thrown_by([] { return stamped(kBranches, {"b"}, {"current"}); }).what(),
              HasSubstr("`current`"));
}

}  // namespace
}  // namespace migrate
