#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "graph/history_text.hpp"
#include "graph/plan.hpp"
#include "graph/resolve.hpp"

namespace migrate {
namespace {

constexpr int kLine = 100'000;
constexpr int kPairs = 20'000;

Revision numbered(std::size_t number, std::vector<RevisionId> parents) {
  Revision revision;
  revision.id = "r" + std::to_string(1'000'000 + number);
  revision.file = revision.id + ".sql";
  revision.parents = std::move(parents);
  return revision;
}

RevisionGraph long_line() {
  std::vector<Revision> revisions{numbered(0, {})};
  while (revisions.size() < kLine)
    revisions.push_back(numbered(revisions.size(), {revisions.back().id}));
  revisions[kLine / 2].labels = {"half"};
  return RevisionGraph::build(std::move(revisions));
}

/// One branch and one merge after the other: the paths through it are beyond counting.
RevisionGraph ladder() {
  std::vector<Revision> revisions{numbered(0, {})};
  for (int pair = 0; pair < kPairs; ++pair) {
    const RevisionId start = revisions.back().id;
    revisions.push_back(numbered(revisions.size(), {start}));
    revisions.push_back(numbered(revisions.size(), {start}));
    const RevisionId left = revisions[revisions.size() - 2].id;
    revisions.push_back(numbered(revisions.size(), {left, revisions.back().id}));
    revisions.back().labels = {"rung" + std::to_string(pair)};
  }
  return RevisionGraph::build(std::move(revisions));
}

TEST(LargeHistory, IsUpgradedAndDowngradedAlongALine) {
  const RevisionGraph graph = long_line();
  const Plan up = plan_upgrade(graph, {}, parse_target("head"));
  const Plan down = plan_downgrade(graph, up.after, parse_target("base"));

  EXPECT_EQ(up.steps.size(), graph.size());
  EXPECT_EQ(down.steps.size(), graph.size());
}

TEST(LargeHistory, IsUpgradedAndDowngradedThroughALadder) {
  const RevisionGraph graph = ladder();
  const Plan up = plan_upgrade(graph, {}, parse_target("head"));
  const Plan down = plan_downgrade(graph, up.after, parse_target("base"));

  EXPECT_EQ(up.steps.size(), graph.size());
  EXPECT_EQ(down.steps.size(), graph.size());
}

TEST(LargeHistory, IsWalkedFromOneEndToTheOther) {
  const RevisionGraph graph = long_line();

  EXPECT_EQ(resolve(graph, parse_target("half@+100000")), resolve(graph, parse_target("head")));
}

TEST(LargeHistory, IsPrinted) {
  const RevisionGraph graph = long_line();
  std::size_t bytes = 0;
  for (const Vertex revision : graph.newest_first()) {
    bytes +=
        line_text(graph, revision, {.parents = true, .message = true, .tree_marks = true}).size();
  }
  EXPECT_GT(bytes, graph.size() * 20);
}

}  // namespace
}  // namespace migrate
