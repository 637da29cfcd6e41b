#include "graph/history_text.hpp"

#include <gmock/gmock.h>

#include "graph/names.hpp"
#include "support/graph_text.hpp"

namespace migrate {
namespace {

using testing::ElementsAre;

constexpr LineParts kHistory{.parents = true, .message = true, .tree_marks = true};

std::string line(std::string_view text, std::string_view id, LineParts parts,
                 const Ids& current = {}) {
  const RevisionGraph graph = graph_of(text);
  return line_text(graph, *graph.find(id), parts, current);
}

TEST(LineText, PrintsABase) { EXPECT_EQ(line("a; b <- a", "a", kHistory), "<base> -> a, add a"); }

TEST(LineText, PrintsTheHead) {
  EXPECT_EQ(line("a; b <- a", "b", kHistory), "a -> b (head), add b");
}

TEST(LineText, PrintsAllMarksInAlembicsOrder) {
  EXPECT_EQ(line("a; b; c <- a b [web api]", "c", kHistory, {"c"}),
            "a, b -> c (api, web) (head) (current) (mergepoint), add c");
}

TEST(LineText, PrintsABranchPoint) {
  EXPECT_EQ(line("a; b <- a; c <- a", "a", kHistory), "<base> -> a (branchpoint), add a");
}

TEST(LineText, PrintsDependenciesAsWritten) {
  EXPECT_EQ(line("a [web]; b; c <- b (web)", "c", kHistory), "b (web) -> c (head), add c");
}

TEST(LineText, PrintsAHeadOnWhichAnotherDepends) {
  EXPECT_EQ(line("a; b (a)", "a", LineParts{}), "a (effective head)");
}

TEST(LineText, LeavesTreeMarksOutOfHeads) {
  EXPECT_EQ(line("a; b; c <- a b [web]", "c", LineParts{}), "c (web) (head)");
}

TEST(LineText, LeavesLabelsOutOfCurrent) {
  EXPECT_EQ(line("a; b; c <- a b [web]", "c", {.tree_marks = true, .labels = false}),
            "c (head) (mergepoint)");
}

TEST(LineText, PrintsTheFirstLineOfTheMessageOnly) {
  std::vector<Revision> revisions = revisions_of("a");
  revisions[0].message = "Add users\n\nand more";
  const RevisionGraph graph = RevisionGraph::build(revisions);

  EXPECT_EQ(line_text(graph, 0, {.message = true}), "a (head), Add users");
}

TEST(LongText, PrintsEveryPart) {
  std::vector<Revision> revisions = revisions_of("a; b; x; c <- a b [web] (x); d <- c; e <- c");
  revisions[3].message = "Join them\n\nfor good";
  revisions[3].create_date = "2026-11-20 10:00:00+00:00";
  const RevisionGraph graph = RevisionGraph::build(revisions);

  EXPECT_EQ(long_text(graph, *graph.find("c"), Ids{"c"}),
            "Rev: c (current) (branchpoint) (mergepoint)\n"
            "Merges: a, b\n"
            "Also depends on: x\n"
            "Branches into: d, e\n"
            "Branch names: web\n"
            "Created: 2026-11-20 10:00:00+00:00\n"
            "Path: c.sql\n"
            "\n"
            "    Join them\n"
            "\n"
            "    for good\n");
}

TEST(LongText, LeavesOutWhatIsNotThere) {
  const RevisionGraph graph = graph_of("a");

  EXPECT_EQ(long_text(graph, 0), "Rev: a (head)\nParent: <base>\nPath: a.sql\n\n    add a\n");
}

TEST(BranchesText, PrintsEachBranchPointAndItsChildren) {
  EXPECT_EQ(branches_text(graph_of("a10; b <- a10 [web]; c <- a10"), false),
            "a10 (branchpoint)\n"
            "    -> b (web) (head)\n"
            "    -> c (head)\n"
            "\n");
}

TEST(BranchesText, PrintsMessagesWhenVerbose) {
  EXPECT_EQ(branches_text(graph_of("a; b <- a; c <- a"), true),
            "Rev: a (branchpoint)\n"
            "Parent: <base>\n"
            "Branches into: b, c\n"
            "Path: a.sql\n"
            "\n"
            "    add a\n"
            "  -> b (head), add b\n"
            "  -> c (head), add c\n"
            "\n");
}

TEST(BranchesText, IsEmptyWithoutABranch) {
  EXPECT_EQ(branches_text(graph_of("a; b <- a"), false), "");
}

TEST(HeadsOf, TakesHeadsByParents) {
  const RevisionGraph graph = graph_of("a; b (a); c");

  EXPECT_THAT(ids_of(graph, heads_of(graph, HeadKind::by_parents)), ElementsAre("b", "a", "c"));
}

TEST(HeadsOf, LeavesOutHeadsOnWhichOthersDepend) {
  const RevisionGraph graph = graph_of("a; b (a); c");

  EXPECT_THAT(ids_of(graph, heads_of(graph, HeadKind::resolving_dependencies)),
              ElementsAre("b", "c"));
}

}  // namespace
}  // namespace migrate
