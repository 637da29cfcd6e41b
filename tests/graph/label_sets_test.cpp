#include "graph/label_sets.hpp"

#include <gmock/gmock.h>

#include <string>

#include "support/graph_text.hpp"

namespace migrate {
namespace {

/// The ids of the revisions that `label` reaches, in the order of files.
std::string reach(std::string_view label, std::string_view text) {
  const RevisionGraph graph = graph_of(text);
  const LabelSets sets(graph);
  std::string ids;
  for (Vertex revision = 0; revision < graph.size(); ++revision) {
    const auto labels = sets.of(revision);
    if (std::ranges::find(labels, label) != labels.end()) ids += graph[revision].id + " ";
  }
  return ids;
}

TEST(LabelSets, ReachAllDescendants) {
  EXPECT_EQ(reach("web", "a; x <- a; b <- a [web]; c <- b; d <- b; e <- c d"), "b c d e ");
}

TEST(LabelSets, ReachTheAncestorsOfAPlainLine) {
  EXPECT_EQ(reach("web", "a; b <- a; c <- b [web]; d <- c"), "a b c d ");
}

TEST(LabelSets, StopAtABranchPointBelow) {
  EXPECT_EQ(reach("web", "a; x <- a; b <- a; c <- b [web]"), "b c ");
}

TEST(LabelSets, StopAtAMergePointBelow) {
  EXPECT_EQ(reach("web", "a; b; m <- a b; n <- m; o <- n [web]"), "n o ");
}

TEST(LabelSets, StopWhereAnotherRevisionDependsOnTheLine) {
  EXPECT_EQ(reach("web", "a; b <- a; c <- b [web]; x (b)"), "c ");
}

TEST(LabelSets, ReachNoAncestorWhenTheBranchIsMergedLater) {
  EXPECT_EQ(reach("web", "a; b <- a [web]; z; m <- b z"), "b m ");
}

TEST(LabelSets, CrossNoDependency) { EXPECT_EQ(reach("web", "a [web]; b (a)"), "a "); }

TEST(LabelSets, AreSorted) {
  const RevisionGraph graph = graph_of("a [web admin]; b <- a [api]");

  EXPECT_THAT(graph.branch_labels(1), testing::ElementsAre("admin", "api", "web"));
}

TEST(LabelSets, NameALabelOnceWhereItsWaysMeet) {
  const RevisionGraph graph = graph_of("a [web]; b1 <- a [x]; b2 <- a [y]; c <- b1 b2");

  EXPECT_THAT(graph.branch_labels(*graph.find("c")), testing::ElementsAre("web", "x", "y"));
}

}  // namespace
}  // namespace migrate
