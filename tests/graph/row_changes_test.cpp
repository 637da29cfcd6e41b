#include "graph/row_changes.hpp"

#include <gmock/gmock.h>

#include "support/graph_text.hpp"

namespace migrate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// A step of each kind: one that adds, one that replaces, one that takes away.
RowChanges three_steps() {
  RowChanges changes;
  changes.add({{}, {0}});
  changes.add({{0, 1}, {2}});
  changes.add({{2}, {}});
  return changes;
}

TEST(RowChanges, KnowEachStepByItsNumber) {
  const RevisionGraph graph = graph_of("a; b <- a; c <- b");
  const RowChanges changes = three_steps();

  ASSERT_EQ(changes.size(), 3U);
  EXPECT_THAT(changes.of(graph, 0).removed, IsEmpty());
  EXPECT_THAT(changes.of(graph, 0).added, ElementsAre("a"));
  EXPECT_THAT(changes.of(graph, 1).removed, ElementsAre("a", "b"));
  EXPECT_THAT(changes.of(graph, 1).added, ElementsAre("c"));
  EXPECT_THAT(changes.of(graph, 2).removed, ElementsAre("c"));
  EXPECT_THAT(changes.of(graph, 2).added, IsEmpty());
}

TEST(RowChanges, KnowTheLongestIdThatTheyAdd) {
  const RevisionGraph graph = graph_of("a; a_long_id_that_only_goes <- a; two <- a");

  RowChanges changes;
  changes.add({{}, {0}});
  changes.add({{*graph.find("a_long_id_that_only_goes")}, {*graph.find("two")}});
  EXPECT_EQ(changes.longest_added(graph), 3U);
}

TEST(RowChanges, AreNoneForAPlanWithoutSteps) {
  const RevisionGraph graph = graph_of("a");

  EXPECT_EQ(RowChanges().size(), 0U);
  EXPECT_EQ(RowChanges().longest_added(graph), 0U);
}

}  // namespace
}  // namespace migrate
