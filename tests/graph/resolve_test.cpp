#include "graph/resolve.hpp"

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
using testing::Not;

/// Two branches of which one is labelled, after a common start; ids long enough to be abbreviated.
constexpr std::string_view kBranches = R"(
  aaaa1
  bbbb1 <- aaaa1 [left]
  bbbb2 <- bbbb1
  cccc1 <- aaaa1 [right]
  cccc2 <- cccc1
)";

Ids resolved(std::string_view text, std::string_view target, const Ids& current = {}) {
  const RevisionGraph graph = graph_of(text);
  return ids_of(graph, resolve(graph, parse_target(target), current));
}

Ids range(std::string_view text, std::string_view range, const Ids& current = {}) {
  const RevisionGraph graph = graph_of(text);
  return ids_of(graph, resolve_range(graph, parse_range(range), current));
}

Error refused(std::string_view text, std::string_view target, const Ids& current = {}) {
  return thrown_by([&] { return resolved(text, target, current); });
}

Error range_refused(std::string_view text, std::string_view typed, const Ids& current = {}) {
  return thrown_by([&] { return range(text, typed, current); });
}

TEST(Resolve, TakesAUniquePrefix) { EXPECT_THAT(resolved(kBranches, "a"), ElementsAre("aaaa1")); }

TEST(Resolve, TakesALabelForTheRevisionThatDeclaresIt) {
  EXPECT_THAT(resolved(kBranches, "right"), ElementsAre("cccc1"));
}

TEST(Resolve, TakesAUniquePrefixOfALabel) {
  EXPECT_THAT(resolved(kBranches, "ri"), ElementsAre("cccc1"));
}

TEST(Resolve, PrefersAWholeIdToALongerOne) {
  EXPECT_THAT(resolved("abcd; abcde <- abcd", "abcd"), ElementsAre("abcd"));
}

TEST(Resolve, TakesAPrefixOfAnIdAndItsOwnLabelForThatRevision) {
  EXPECT_THAT(resolved("billing_1 [billing]", "bill"), ElementsAre("billing_1"));
}

TEST(Resolve, NamesTheCandidatesOfAnAmbiguousPrefixWithTheirFiles) {
  const Error error = refused(kBranches, "bb");

  EXPECT_EQ(error.fault(), Fault::usage);
  EXPECT_THAT(error.what(),
              AllOf(HasSubstr("`bb`"), HasSubstr("bbbb1 (bbbb1.sql), bbbb2 (bbbb2.sql)")));
}

TEST(Resolve, OffersTheNearestIdForAnUnknownName) {
  EXPECT_EQ(refused(kBranches, "cccc3").hint(), "did you mean `cccc1`?");
}

TEST(Resolve, OffersTheNearestLabelForAnUnknownName) {
  EXPECT_EQ(refused(kBranches, "rihgt").hint(), "did you mean `right`?");
}

TEST(Resolve, RefusesAnyNameInAnEmptyGraph) {
  EXPECT_THAT(refused("", "a").what(), HasSubstr("`a`"));
}

TEST(ResolveName, RefusesTheEmptyName) {
  const RevisionGraph graph = graph_of(kBranches);

  EXPECT_THROW(static_cast<void>(resolve_name(graph, "")), Error);
}

TEST(Resolve, TakesTheOneHead) { EXPECT_THAT(resolved("a; b <- a", "head"), ElementsAre("b")); }

TEST(Resolve, TakesNoHeadOfAnEmptyGraph) { EXPECT_THAT(resolved("", "head"), IsEmpty()); }

TEST(Resolve, NamesSeveralHeadsWithTheirFiles) {
  const Error error = refused(kBranches, "head");

  EXPECT_THAT(error.what(), HasSubstr("bbbb2 (bbbb2.sql), cccc2 (cccc2.sql)"));
  EXPECT_THAT(error.hint(),
              AllOf(HasSubstr("`heads`"), HasSubstr("LABEL@head"), HasSubstr("merge")));
}

TEST(Resolve, TakesAllHeads) {
  EXPECT_THAT(resolved(kBranches, "heads"), ElementsAre("bbbb2", "cccc2"));
}

TEST(Resolve, TakesTheHeadOfABranch) {
  EXPECT_THAT(resolved(kBranches, "left@head"), ElementsAre("bbbb2"));
}

TEST(Resolve, TakesTheBranchOfAnyOfItsRevisions) {
  EXPECT_THAT(resolved(kBranches, "cccc2@head"), ElementsAre("cccc2"));
}

TEST(Resolve, NamesSeveralHeadsOfABranch) {
  const Error error = refused(kBranches, "aaaa1@head");

  EXPECT_THAT(error.what(), HasSubstr("branch `aaaa1` has 2 heads"));
  EXPECT_THAT(error.hint(), HasSubstr("aaaa1@heads"));
}

TEST(Resolve, TakesAllHeadsOfABranch) {
  EXPECT_THAT(resolved(kBranches, "right@heads"), ElementsAre("cccc2"));
}

TEST(Resolve, TakesBaseForNoRevision) {
  EXPECT_THAT(resolved(kBranches, "base"), IsEmpty());
  EXPECT_THAT(resolved(kBranches, "left@base"), IsEmpty());
}

TEST(Resolve, RefusesTheBaseOfAnUnknownBranch) {
  EXPECT_THAT(refused(kBranches, "lefft@base").hint(), HasSubstr("`left`"));
}

TEST(Resolve, LooksForAPrefixWithinABranch) {
  EXPECT_THAT(resolved("aaaa1; abcd1 <- aaaa1 [left]; abcd2 <- aaaa1 [right]", "right@abc"),
              ElementsAre("abcd2"));
}

TEST(Resolve, RefusesARevisionThatIsNotOnTheBranch) {
  EXPECT_THAT(refused(kBranches, "left@cccc1").what(),
              HasSubstr("cccc1 (cccc1.sql) is not on branch `left`"));
  EXPECT_THAT(refused(kBranches, "left@cccc").what(), HasSubstr("not on branch"));
}

TEST(Resolve, TakesTheKnownRowsForCurrent) {
  EXPECT_THAT(resolved(kBranches, "current", {"cccc1", "bbbb1", "gone"}),
              ElementsAre("bbbb1", "cccc1"));
}

TEST(Resolve, TakesTheRowsOfABranchForItsCurrent) {
  EXPECT_THAT(resolved(kBranches, "left@current", {"bbbb1", "cccc1"}), ElementsAre("bbbb1"));
}

TEST(Resolve, CountsFromTheDatabase) {
  EXPECT_THAT(resolved(kBranches, "+1", {"bbbb1"}), ElementsAre("bbbb2"));
  EXPECT_THAT(resolved(kBranches, "-1", {"bbbb1"}), ElementsAre("aaaa1"));
  EXPECT_THAT(resolved(kBranches, "-2", {"bbbb1"}), IsEmpty());
}

TEST(Resolve, CountsFromARevision) {
  EXPECT_THAT(resolved(kBranches, "bbbb2-2"), ElementsAre("aaaa1"));
  EXPECT_THAT(resolved(kBranches, "bbbb1+1"), ElementsAre("bbbb2"));
  EXPECT_THAT(resolved(kBranches, "left@aaaa1+2"), ElementsAre("bbbb2"));
}

TEST(ResolveRange, HoldsBothEndsNewestFirst) {
  EXPECT_THAT(range(kBranches, "bbbb1:bbbb2"), ElementsAre("bbbb2", "bbbb1"));
}

TEST(ResolveRange, StartsAtBaseAndEndsAtHeadsWhereASideIsEmpty) {
  EXPECT_THAT(range(kBranches, ":"), ElementsAre("bbbb2", "bbbb1", "cccc2", "cccc1", "aaaa1"));
  EXPECT_THAT(range(kBranches, ":bbbb1"), ElementsAre("bbbb1", "aaaa1"));
  EXPECT_THAT(range(kBranches, "cccc1:"), ElementsAre("cccc2", "cccc1"));
}

TEST(ResolveRange, HoldsDependenciesOfTheEndWhenItStartsAtBase) {
  EXPECT_THAT(range("a; b; c <- b (a)", "base:c"), ElementsAre("c", "a", "b"));
}

TEST(ResolveRange, HoldsOnlyDescendantsOfItsStart) {
  EXPECT_THAT(range("a; b; c <- b (a)", "b:c"), ElementsAre("c", "b"));
}

TEST(ResolveRange, CountsBackFromItsEnd) {
  EXPECT_THAT(range("a; b <- a; c <- b; d <- c", "-2:head"), ElementsAre("d", "c", "b"));
  EXPECT_THAT(range("a; b <- a; c <- b; d <- c", "-1:c"), ElementsAre("c", "b"));
}

TEST(ResolveRange, StopsAtTheFirstRevisionWhenItCountsBackTooFar) {
  EXPECT_THAT(range("a; b <- a", "-9:head"), ElementsAre("b", "a"));
}

TEST(ResolveRange, CountsForwardFromItsStart) {
  EXPECT_THAT(range("a; b <- a; c <- b; d <- c", "b:+1"), ElementsAre("c", "b"));
  EXPECT_THAT(range("a; b <- a; c <- b; d <- c", ":+2"), ElementsAre("b", "a"));
}

TEST(ResolveRange, StartsAtTheDatabase) {
  EXPECT_THAT(range("a; b <- a; c <- b", "current:", {"b"}), ElementsAre("c", "b"));
  EXPECT_THAT(range("a; b <- a; c <- b", ":current", {"b"}), ElementsAre("b", "a"));
}

TEST(ResolveRange, HoldsABranchOnly) {
  EXPECT_THAT(range(kBranches, "left@base:heads"), ElementsAre("bbbb2", "bbbb1", "aaaa1"));
}

TEST(ResolveRange, IsEmptyUpToBase) { EXPECT_THAT(range(kBranches, ":base"), IsEmpty()); }

TEST(ResolveRange, RefusesAStartThatIsNotBelowItsEnd) {
  EXPECT_THAT(range_refused(kBranches, "bbbb2:bbbb1").what(),
              HasSubstr("bbbb2 (bbbb2.sql) is not below"));
  EXPECT_THAT(range_refused(kBranches, "bbbb1:cccc2").what(), HasSubstr("not below"));
}

TEST(ResolveRange, RefusesSidesThatCountFromNothing) {
  EXPECT_THAT(range_refused(kBranches, "+1:head").what(), HasSubstr("`+1`"));
  EXPECT_THAT(range_refused(kBranches, "-1:+1").what(), HasSubstr("`+1`"));
}

}  // namespace
}  // namespace migrate
