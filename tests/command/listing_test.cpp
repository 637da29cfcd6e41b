#include "command/listing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/graph_text.hpp"

namespace migrate {
namespace {

using testing::ElementsAre;

/// A listing of one revision of `graph`.
Listing listing_of(const RevisionGraph& graph, const std::string& id,
                   std::optional<std::vector<RevisionId>> current = {}) {
  return Listing(graph, {*graph.find(id)}, Listing::Form::revisions, Detail::one_line,
                 {.tree_marks = true}, std::move(current));
}

TEST(ListingText, EndsEachLine) {
  const RevisionGraph graph = graph_of("a");

  EXPECT_EQ(listing_of(graph, "a").text(0), "a (head)\n");
}

TEST(ListingText, MarksWhatIsCurrent) {
  const RevisionGraph graph = graph_of("a; b");

  EXPECT_EQ(listing_of(graph, "a", {{"b", "a"}}).text(0), "a (head) (current)\n");
}

TEST(ListingText, HidesTheMarkOnDemand) {
  const RevisionGraph graph = graph_of("a");
  Listing listing = listing_of(graph, "a", {{"a"}});
  listing.hide_current_marks();

  EXPECT_EQ(listing.text(0), "a (head)\n");
}

TEST(ListingText, ShowsUnknownRowsBeforeTheOthers) {
  const RevisionGraph graph = graph_of("a");
  Listing listing = listing_of(graph, "a");
  listing.add_unknown({"zzz", {}, {}, {}});

  ASSERT_EQ(listing.size(), 2U);
  EXPECT_EQ(listing.text(0), "zzz (unknown)\n");
  EXPECT_EQ(listing.text(1), "a (head)\n");
}

TEST(ListingText, EndsARevisionInFullWithABlankLine) {
  const RevisionGraph graph = graph_of("a");
  const Listing listing(graph, {0}, Listing::Form::revisions, Detail::several_lines);

  EXPECT_THAT(listing.text(0), testing::EndsWith("    add a\n\n"));
}

TEST(ListingText, ShowsABranchPointWithItsChildren) {
  const RevisionGraph graph = graph_of("a; b <- a; c <- a");
  const Listing listing(graph, {*graph.find("a")}, Listing::Form::branch_points, Detail::one_line);

  EXPECT_EQ(listing.text(0), "a (branchpoint)\n  -> b (head)\n  -> c (head)\n\n");
}

TEST(ListingView, HoldsWhatTheFileDeclares) {
  const RevisionGraph graph = graph_of("a; d; b <- a [left] (d)");
  const RevisionView view = listing_of(graph, "b").view(0);

  EXPECT_EQ(view.id, "b");
  EXPECT_THAT(view.parents, ElementsAre("a"));
  EXPECT_THAT(view.depends_on, ElementsAre("d"));
  EXPECT_EQ(view.message, "add b");
  EXPECT_EQ(view.file, "b.sql");
}

TEST(ListingView, HoldsTheLabelsOfItsBranch) {
  const RevisionGraph graph = graph_of("a [left]; b <- a");

  EXPECT_THAT(listing_of(graph, "b").view(0).labels, ElementsAre("left"));
}

TEST(ListingView, TellsHeadsBranchPointsAndMergePoints) {
  const RevisionGraph graph = graph_of("a; b <- a; c <- a; m <- b c");

  EXPECT_TRUE(listing_of(graph, "a").view(0).is_branch_point);
  EXPECT_FALSE(listing_of(graph, "a").view(0).is_head);
  EXPECT_TRUE(listing_of(graph, "m").view(0).is_merge_point);
  EXPECT_TRUE(listing_of(graph, "m").view(0).is_head);
}

TEST(ListingView, DoesNotSayWhatIsCurrentWhereNobodyAsked) {
  const RevisionGraph graph = graph_of("a");

  EXPECT_EQ(listing_of(graph, "a").view(0).is_current, std::nullopt);
}

TEST(ListingView, SaysWhatIsCurrentAlsoWhereTheTextHidesIt) {
  const RevisionGraph graph = graph_of("a");
  Listing listing = listing_of(graph, "a", {{"a"}});
  listing.hide_current_marks();

  EXPECT_EQ(listing.view(0).is_current, true);
}

TEST(ListingView, OfAnUnknownRowIsCurrentAndNotKnown) {
  const RevisionGraph graph = graph_of("a");
  Listing listing = listing_of(graph, "a");
  listing.add_unknown({"zzz", {}, {}, {}});

  EXPECT_FALSE(listing.view(0).known);
  EXPECT_EQ(listing.view(0).is_current, true);
}

TEST(UnknownText, HasWhatTheHistoryKnows) {
  EXPECT_EQ(unknown_text({"zzz", "", "", ""}), "zzz (unknown)");
  EXPECT_EQ(
      unknown_text({"zzz", "Add users", "versions/z.sql", "2026-11-21 10:00:00 by app@web-1"}),
      "zzz (unknown), Add users; applied 2026-11-21 10:00:00 by app@web-1");
}

}  // namespace
}  // namespace migrate
