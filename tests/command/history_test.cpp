#include "command/history.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/recorded_output.hpp"
#include "support/temporary_project.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

RecordedOutput history(const TemporaryProject& folder, const HistoryArgs& args) {
  RecordedOutput output;
  run_history(args, folder.project(), output);
  return output;
}

std::vector<std::string> lines(const TemporaryProject& folder, const HistoryArgs& args = {}) {
  return history(folder, args).entries;
}

TEST(History, IsShownNewestFirst) {
  EXPECT_THAT(lines(TemporaryProject("a; b <- a; c <- b")),
              ElementsAre("b -> c (head), Add c\n", "a -> b, Add b\n", "<base> -> a, Add a\n"));
}

TEST(History, ShowsBranchesMergesAndLabels) {
  EXPECT_THAT(
      lines(TemporaryProject("a; b1 <- a [left]; b2 <- a; m <- b1 b2")),
      ElementsAre("b1, b2 -> m (left) (head) (mergepoint), Add m\n", "a -> b1 (left), Add b1\n",
                  "a -> b2, Add b2\n", "<base> -> a (branchpoint), Add a\n"));
}

TEST(History, IsEmptyWhereThereIsNoRevision) {
  EXPECT_THAT(lines(TemporaryProject("")), IsEmpty());
}

TEST(History, OpensNoDatabaseWhenItNeedsNone) {
  TemporaryProject folder("a");
  folder.config.database_url.reset();

  EXPECT_THAT(lines(folder), ElementsAre("<base> -> a (head), Add a\n"));
}

TEST(History, ShowsARangeWithBothItsEnds) {
  EXPECT_THAT(lines(TemporaryProject("a; b <- a; c <- b; d <- c"), {.range = "b:c"}),
              ElementsAre(StartsWith("b -> c"), StartsWith("a -> b")));
}

TEST(History, ReachesTheHeadsWhenTheRangeHasNoEnd) {
  EXPECT_THAT(lines(TemporaryProject("a; b <- a; c <- b"), {.range = "b:"}),
              ElementsAre(StartsWith("b -> c"), StartsWith("a -> b")));
}

TEST(History, CountsBackFromTheEndOfTheRange) {
  EXPECT_THAT(lines(TemporaryProject("a; b <- a; c <- b"), {.range = "-1:head"}),
              ElementsAre(StartsWith("b -> c"), StartsWith("a -> b")));
}

TEST(History, AsksTheDatabaseWhereTheRangeSaysCurrent) {
  const TemporaryProject folder("a; b <- a; c <- b");
  folder.upgrade("b");

  EXPECT_THAT(lines(folder, {.range = "current:"}),
              ElementsAre("b -> c (head), Add c\n", "a -> b, Add b\n"));
}

TEST(History, MarksWhatIsCurrent) {
  const TemporaryProject folder("a; b <- a");
  folder.upgrade("a");

  EXPECT_THAT(lines(folder, {.indicate_current = true}),
              ElementsAre("a -> b (head), Add b\n", "<base> -> a (current), Add a\n"));
}

TEST(History, TellsWhatIsCurrentAsDataOnlyWhenItWasAsked) {
  const TemporaryProject folder("a");

  EXPECT_EQ(history(folder, {}).views[0].is_current, std::nullopt);
  EXPECT_EQ(history(folder, {.indicate_current = true}).views[0].is_current, false);
}

TEST(History, IsShownInFullWhenVerbose) {
  EXPECT_THAT(lines(TemporaryProject("a; b <- a"), {.verbose = true}),
              ElementsAre(HasSubstr("Rev: b (head)\nParent: a\n"), HasSubstr("Rev: a\n")));
}

TEST(History, NeedsADatabaseToMarkWhatIsCurrent) {
  TemporaryProject folder("a");
  folder.config.database_url.reset();

  EXPECT_EQ(thrown_by([&] { (void)lines(folder, {.indicate_current = true}); }).fault(),
            Fault::config);
}

TEST(History, RefusesARangeThatIsNone) {
  EXPECT_EQ(thrown_by([] { (void)lines(TemporaryProject("a"), {.range = "a"}); }).fault(),
            Fault::usage);
}

}  // namespace
}  // namespace migrate
