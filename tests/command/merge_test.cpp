#include "command/merge.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/recorded_output.hpp"
#include "support/temporary_project.hpp"
#include "support/thrown.hpp"

#include "base/files.hpp"

namespace migrate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

RevisionFile merge(const TemporaryProject& folder, const MergeArgs& args) {
  RecordedOutput output;
  run_merge(args, folder.project(), output);
  const std::string path = output.files.at(0).paths.at(0).string();
  return parse_revision_file(read_file(path), path);
}

Error refusal(const std::string& graph, const std::vector<std::string>& revisions) {
  return thrown_by([&] { (void)merge(TemporaryProject(graph), {.revisions = revisions}); });
}

TEST(Merge, JoinsAllHeads) {
  EXPECT_THAT(
      merge(TemporaryProject("a; b1 <- a; b2 <- a"), {.revisions = {"heads"}}).revision.parents,
      ElementsAre("b1", "b2"));
}

TEST(Merge, JoinsTheRevisionsThatItIsGiven) {
  EXPECT_THAT(merge(TemporaryProject("a; b; c"), {.revisions = {"c", "a"}}).revision.parents,
              ElementsAre("c", "a"));
}

TEST(Merge, SaysInItsMessageWhatItJoins) {
  EXPECT_EQ(merge(TemporaryProject("a; b"), {.revisions = {"heads"}}).revision.message,
            "merge a and b");
}

TEST(Merge, TakesTheMessageThatItIsGiven) {
  EXPECT_EQ(
      merge(TemporaryProject("a; b"), {.revisions = {"heads"}, .message = "Join"}).revision.message,
      "Join");
}

TEST(Merge, CanBeUpgradedAndDowngraded) {
  const TemporaryProject folder("a; b");
  MergeArgs args{.revisions = {"heads"}};
  args.file.rev_id = "m";
  (void)merge(folder, args);
  folder.upgrade("head");
  folder.downgrade("a");

  EXPECT_THAT(folder.rows(), ElementsAre("a", "b"));
}

TEST(Merge, TakesARevisionThatIsNamedTwiceOnce) {
  EXPECT_THAT(merge(TemporaryProject("a; b"), {.revisions = {"a", "heads"}}).revision.parents,
              ElementsAre("a", "b"));
}

TEST(Merge, NeedsTwoRevisions) {
  EXPECT_STREQ(refusal("a; b <- a", {"heads"}).what(), "there is only b to merge");
}

TEST(Merge, NeedsRevisionsAtAll) {
  EXPECT_STREQ(refusal("", {"heads"}).what(), "there is no revision to merge");
}

TEST(Merge, RefusesAParentThatIsNoHead) {
  EXPECT_THAT(refusal("a; b <- a; c", {"a", "c"}).what(), HasSubstr("is not a head"));
}

TEST(Merge, SplicesOnDemand) {
  MergeArgs args{.revisions = {"a", "c"}};
  args.file.splice = true;

  EXPECT_THAT(merge(TemporaryProject("a; b <- a; c"), args).revision.parents,
              ElementsAre("a", "c"));
}

TEST(Merge, RefusesRevisionsOfWhichOneStandsOnTheOther) {
  MergeArgs args{.revisions = {"a", "b"}};
  args.file.splice = true;

  EXPECT_THAT(thrown_by([&] { (void)merge(TemporaryProject("a; b <- a"), args); }).what(),
              HasSubstr("revision b stands on a already"));
}

TEST(Merge, JoinsRevisionsOfWhichOneDependsOnTheOther) {
  EXPECT_THAT(merge(TemporaryProject("a; b (a)"), {.revisions = {"heads"}}).revision.parents,
              ElementsAre("a", "b"));
}

}  // namespace
}  // namespace migrate
