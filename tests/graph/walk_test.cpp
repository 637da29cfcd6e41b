#include "graph/walk.hpp"

#include <gmock/gmock.h>

#include "graph/names.hpp"
#include "support/graph_text.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr std::string_view kBranches =
    "a; b <- a [left]; bb <- b; c <- a [right]; cc <- c; m <- bb cc; n <- m";

std::string walked(std::string_view text, std::string_view target, const Ids& current = {}) {
  const RevisionGraph graph = graph_of(text);
  const Position end = walk_to(graph, parse_target(target), current).to;
  return end ? graph[*end].id : "base";
}

Error refused(std::string_view text, std::string_view target, const Ids& current = {}) {
  return thrown_by([&] { return walked(text, target, current); });
}

TEST(WalkTo, GoesUpFromBase) { EXPECT_EQ(walked("a; b <- a", "+2"), "b"); }

TEST(WalkTo, GoesUpFromTheNamedBase) { EXPECT_EQ(walked("a; b <- a", "base+1"), "a"); }

TEST(WalkTo, GoesDownToBase) { EXPECT_EQ(walked("a; b <- a", "-2", {"b"}), "base"); }

TEST(WalkTo, GoesDownFromTheHead) { EXPECT_EQ(walked(kBranches, "head-1"), "m"); }

TEST(WalkTo, ChoosesTheBranchOnTheWayUp) {
  EXPECT_EQ(walked(kBranches, "left@+1", {"a"}), "b");
  EXPECT_EQ(walked(kBranches, "right@a+2"), "cc");
}

TEST(WalkTo, StartsWhereTheBranchWasLeft) {
  EXPECT_EQ(walked("a; b <- a [left]; c <- b; x <- a (b)", "left@+1", {"x"}), "c");
}

TEST(WalkTo, StartsBelowABranchOfWhichNothingIsApplied) {
  EXPECT_EQ(walked("a; b <- a; x [other]; y <- x", "other@+1", {"b"}), "x");
}

TEST(WalkTo, GoesDownOnTheBranchNamed) {
  EXPECT_EQ(walked(kBranches, "left@-1", {"bb", "c"}), "b");
}

TEST(WalkTo, GoesDownABranchThatOnlyADependencyApplied) {
  EXPECT_EQ(walked("a [one]; b <- a; x [two] (b)", "one@-1", {"x"}), "a");
}

TEST(WalkTo, NamesTheWaysWhereTheHistoryBranches) {
  const Error error = refused(kBranches, "+1", {"a"});

  EXPECT_THAT(error.what(), AllOf(HasSubstr("`+1`"), HasSubstr("b (b.sql), c (c.sql)")));
  EXPECT_THAT(error.hint(), HasSubstr("LABEL@+1"));
}

TEST(WalkTo, NamesTheParentsOfAMergeOnTheWayDown) {
  EXPECT_THAT(refused(kBranches, "n-2").what(), HasSubstr("m merges bb (bb.sql), cc (cc.sql)"));
}

TEST(WalkTo, RefusesToCountFromSeveralRows) {
  EXPECT_THAT(refused(kBranches, "-1", {"b", "c"}).what(), HasSubstr("b (b.sql), c (c.sql)"));
  EXPECT_THAT(refused(kBranches, "+1", {"b", "c"}).what(), HasSubstr("b (b.sql), c (c.sql)"));
}

TEST(WalkTo, RefusesToGoPastTheHead) {
  EXPECT_THAT(refused("a; b <- a", "+3").what(), HasSubstr("ends after 2"));
}

TEST(WalkTo, RefusesToGoBelowBase) {
  EXPECT_THAT(refused("a; b <- a", "-3", {"b"}).what(), HasSubstr("ends after 2"));
  EXPECT_THAT(refused("a; b <- a", "base-1").what(), HasSubstr("ends after 0"));
}

TEST(WalkTo, RefusesToGoDownFromBase) {
  EXPECT_THAT(refused("a", "-1").what(), HasSubstr("the database is at base"));
}

TEST(WalkTo, RefusesToGoDownABranchOfWhichNothingIsApplied) {
  EXPECT_THAT(refused("a; x [other]", "other@-1", {"a"}).what(),
              HasSubstr("nothing of branch other"));
}

TEST(WalkTo, RefusesToCountFromSeveralHeads) {
  EXPECT_THAT(refused("a; b", "heads-1").what(), HasSubstr("a (a.sql), b (b.sql)"));
}

TEST(WalkTo, FollowsNoDependency) { EXPECT_EQ(walked("a; b (a)", "b-1"), "base"); }

TEST(Lineage, HoldsAllAboveAndBelowAlongParents) {
  const RevisionGraph graph = graph_of(kBranches);

  EXPECT_THAT(ids_of(graph, lineage(graph, *graph.find("b"))),
              testing::ElementsAre("a", "b", "bb", "m", "n"));
}

}  // namespace
}  // namespace migrate
