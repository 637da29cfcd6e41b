#include "graph/version_rows.hpp"

#include <gmock/gmock.h>

#include "graph/names.hpp"
#include "graph/row_changes.hpp"
#include "support/graph_text.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// A change by the ids of its revisions.
RowChange named(const RevisionGraph& graph, const VertexChange& change) {
  RowChanges changes;
  changes.add(change);
  return changes.of(graph, 0);
}

TEST(AppliedSet, HoldsParentsAndDependencies) {
  const RevisionGraph graph = graph_of("a; b <- a; x; c <- b (x); d <- c");

  EXPECT_THAT(ids_of(graph, applied_set(graph, Ids{"c"})), ElementsAre("a", "b", "c", "x"));
}

TEST(AppliedSet, RefusesARowThatNoFileDeclares) {
  const RevisionGraph graph = graph_of("a");
  const Error error = thrown_by([&] { return applied_set(graph, Ids{"gone"}); });

  EXPECT_EQ(error.fault(), Fault::database);
  EXPECT_THAT(error.what(), HasSubstr("gone"));
}

TEST(RowsOf, AreTheMaximalRevisions) {
  const RevisionGraph graph = graph_of("a; b <- a; x; c <- b (x); y");

  EXPECT_THAT(rows_of(graph, applied_set(graph, Ids{"c", "y"})), ElementsAre("c", "y"));
}

TEST(RowsOf, LeaveOutARowThatAnotherDependsOn) {
  const RevisionGraph graph = graph_of("a; b (a)");

  EXPECT_THAT(rows_of(graph, applied_set(graph, Ids{"a", "b"})), ElementsAre("b"));
}

TEST(RowChange, IsTheDifferenceOfTwoLists) {
  const RowChange change = row_change(Ids{"a", "b"}, Ids{"b", "c"});

  EXPECT_THAT(change.removed, ElementsAre("a"));
  EXPECT_THAT(change.added, ElementsAre("c"));
}

TEST(VersionRows, MoveUpALine) {
  const RevisionGraph graph = graph_of("a; b <- a");
  const RowChange change = named(graph, VersionRows(graph, Ids{"a"}).apply(1));

  EXPECT_THAT(change.removed, ElementsAre("a"));
  EXPECT_THAT(change.added, ElementsAre("b"));
}

TEST(VersionRows, RemoveNothingForABranch) {
  const RevisionGraph graph = graph_of("a; b <- a; c <- a");
  const RowChange change = named(graph, VersionRows(graph, Ids{"b"}).apply(*graph.find("c")));

  EXPECT_THAT(change.removed, IsEmpty());
  EXPECT_THAT(change.added, ElementsAre("c"));
}

TEST(VersionRows, RemoveBothSidesOfAMerge) {
  const RevisionGraph graph = graph_of("a; b; c <- b a");
  const RowChange change = named(graph, VersionRows(graph, Ids{"a", "b"}).apply(*graph.find("c")));

  EXPECT_THAT(change.removed, ElementsAre("a", "b"));
}

TEST(VersionRows, MergeTwoOfWhichOneDependsOnTheOther) {
  const RevisionGraph graph = graph_of("a; b (a); c <- a b");
  VersionRows rows(graph, Ids{"b"});
  const RowChange change = named(graph, rows.apply(*graph.find("c")));

  EXPECT_THAT(change.removed, ElementsAre("b"));
  EXPECT_THAT(rows.rows(), ElementsAre("c"));
}

TEST(VersionRows, BringBackWhatAMergeTookWhenItIsUndone) {
  const RevisionGraph graph = graph_of("a; b (a); x; c <- a b x");
  const RowChange change = named(graph, VersionRows(graph, Ids{"c"}).undo(*graph.find("c")));

  EXPECT_THAT(change.removed, ElementsAre("c"));
  EXPECT_THAT(change.added, ElementsAre("b", "x"));
}

TEST(VersionRows, KnowWhatIsApplied) {
  const RevisionGraph graph = graph_of("a; b <- a");
  VersionRows rows(graph, Ids{"b"});
  rows.undo(1);

  EXPECT_TRUE(rows.is_applied(0));
  EXPECT_FALSE(rows.is_applied(1));
}

TEST(VersionRows, AreNoneAtBase) {
  const RevisionGraph graph = graph_of("a");
  VersionRows rows(graph, Ids{"a"});
  rows.undo(0);

  EXPECT_THAT(rows.rows(), IsEmpty());
}

}  // namespace
}  // namespace migrate
