#include "graph/revision_graph.hpp"

#include <gmock/gmock.h>

#include <utility>

#include "graph/names.hpp"
#include "support/graph_text.hpp"

namespace migrate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Edges = RevisionGraph::Edges;

constexpr std::string_view kDiamond = "a; b1 <- a; b2 <- a; c <- b1 b2";

TEST(RevisionGraph, MayBeEmpty) {
  const RevisionGraph graph = graph_of("");

  EXPECT_EQ(graph.size(), 0U);
  EXPECT_THAT(graph.order(), IsEmpty());
  EXPECT_THAT(graph.heads(), IsEmpty());
}

TEST(RevisionGraph, NumbersRevisionsByFilePath) {
  const RevisionGraph graph = graph_of("c; a <- c; b <- a");

  EXPECT_EQ(graph[0].id, "a");
  EXPECT_EQ(graph.find("c"), 2U);
}

TEST(RevisionGraph, FindsNoPartOfAnId) {
  const RevisionGraph graph = graph_of("abcdef");

  EXPECT_FALSE(graph.find("abc"));
  EXPECT_FALSE(graph.find(""));
  EXPECT_FALSE(graph.find("abcdefg"));
}

TEST(RevisionGraph, FindsTheRevisionThatDeclaresALabel) {
  const RevisionGraph graph = graph_of("a [web]; b <- a");

  EXPECT_EQ(graph.find_label("web"), graph.find("a"));
  EXPECT_FALSE(graph.find_label("a"));
}

TEST(RevisionGraph, FindsAllIdsWithAPrefix) {
  const RevisionGraph graph = graph_of("ab; abc; abd; ac; b");

  EXPECT_THAT(ids_of(graph, graph.with_prefix("ab")), ElementsAre("ab", "abc", "abd"));
  EXPECT_THAT(graph.with_prefix("x"), IsEmpty());
}

TEST(RevisionGraph, KeepsParentsAsWritten) {
  const RevisionGraph graph = graph_of("a; b; c <- b a");

  EXPECT_THAT(ids_of(graph, graph.parents(*graph.find("c"))), ElementsAre("b", "a"));
}

TEST(RevisionGraph, ListsChildrenByFilePath) {
  const RevisionGraph graph = graph_of("z; c <- z; a <- z; b <- z");

  EXPECT_THAT(ids_of(graph, graph.children(*graph.find("z"))), ElementsAre("a", "b", "c"));
}

TEST(RevisionGraph, ResolvesADependencyOnALabel) {
  const RevisionGraph graph = graph_of("a [web]; b (web)");

  EXPECT_THAT(ids_of(graph, graph.dependencies(*graph.find("b"))), ElementsAre("a"));
  EXPECT_THAT(ids_of(graph, graph.dependents(*graph.find("a"))), ElementsAre("b"));
}

TEST(RevisionGraph, CountsADependencyOnAParentAsAParentOnly) {
  const RevisionGraph graph = graph_of("a [web]; b <- a (a web)");

  EXPECT_THAT(graph.dependencies(*graph.find("b")), IsEmpty());
  EXPECT_THAT(ids_of(graph, graph.directly_above(*graph.find("a"))), ElementsAre("b"));
}

TEST(RevisionGraph, TakesHeadsAndBasesByParentsAlone) {
  const RevisionGraph graph = graph_of("a; b <- a; c (b)");

  EXPECT_THAT(ids_of(graph, graph.heads()), ElementsAre("b", "c"));
  EXPECT_THAT(ids_of(graph, graph.bases()), ElementsAre("a", "c"));
}

TEST(RevisionGraph, OrdersParentsFirstAndTiesByFilePath) {
  const RevisionGraph graph = graph_of("z; b <- z; a <- b; c <- z");

  EXPECT_THAT(ids_of(graph, graph.order()), ElementsAre("z", "b", "a", "c"));
}

TEST(RevisionGraph, OrdersDependenciesFirst) {
  const RevisionGraph graph = graph_of("a (c); b; c");

  EXPECT_THAT(ids_of(graph, graph.order()), ElementsAre("b", "c", "a"));
}

TEST(RevisionGraph, ShowsChildrenFirstAndTiesByFilePathToo) {
  const RevisionGraph graph = graph_of(kDiamond);

  EXPECT_THAT(ids_of(graph, graph.newest_first()), ElementsAre("c", "b1", "b2", "a"));
}

TEST(RevisionGraph, MarksAllBelow) {
  const RevisionGraph graph = graph_of("a; b <- a; c <- b; x; d <- c (x); e <- d");
  const std::vector<Vertex> from{*graph.find("d")};

  EXPECT_THAT(ids_of(graph, graph.below(from, Edges::parents)), ElementsAre("a", "b", "c", "d"));
  EXPECT_THAT(ids_of(graph, graph.below(from, Edges::parents_and_dependencies)),
              ElementsAre("a", "b", "c", "d", "x"));
}

TEST(RevisionGraph, MarksAllAbove) {
  const RevisionGraph graph = graph_of("a; b <- a; x (b); y <- x");
  const std::vector<Vertex> from{*graph.find("a")};

  EXPECT_THAT(ids_of(graph, graph.above(from, Edges::parents)), ElementsAre("a", "b"));
  EXPECT_THAT(ids_of(graph, graph.above(from, Edges::parents_and_dependencies)),
              ElementsAre("a", "b", "x", "y"));
}

TEST(RevisionGraph, MarksNothingBelowNothing) {
  const RevisionGraph graph = graph_of(kDiamond);

  EXPECT_THAT(ids_of(graph, graph.below({}, Edges::parents)), IsEmpty());
}

TEST(RevisionGraph, StaysWholeWhenMoved) {
  RevisionGraph graph = graph_of("a; b <- a [web]");
  const RevisionGraph moved = std::move(graph);

  EXPECT_THAT(moved.branch_labels(0), ElementsAre("web"));
}

TEST(RevisionGraph, FindsIdsThatBeginAlike) {
  const RevisionGraph graph = graph_of(R"(
    migrate_
    migrate_10 <- migrate_
    migrate_1 <- migrate_10
    mig <- migrate_1
  )");
  for (const std::string id : {"mig", "migrate_", "migrate_1", "migrate_10"}) {
    ASSERT_TRUE(graph.find(id).has_value()) << id;
    EXPECT_EQ(graph[*graph.find(id)].id, id);
  }
  EXPECT_FALSE(graph.find("migrate_2").has_value());
  EXPECT_FALSE(graph.find("migrate").has_value());
  EXPECT_EQ(graph.with_prefix("migrate_1").size(), 2U);
}

}  // namespace
}  // namespace migrate
