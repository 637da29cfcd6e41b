#include "command/current.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/recorded_output.hpp"
#include "support/temporary_project.hpp"
#include "support/thrown.hpp"

#include <filesystem>

namespace migrate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

RecordedOutput current(const TemporaryProject& folder, const CurrentArgs& args = {}) {
  RecordedOutput output;
  run_current(args, folder.project(), output);
  return output;
}

TEST(Current, ShowsNothingForADatabaseThatIsNotThere) {
  EXPECT_THAT(current(TemporaryProject("a")).entries, IsEmpty());
}

TEST(Current, MakesNoDatabase) {
  const TemporaryProject folder("a");
  (void)current(folder);

  EXPECT_FALSE(std::filesystem::exists(folder.database()));
}

TEST(Current, ShowsTheRevisionOnOneLine) {
  const TemporaryProject folder("a; b <- a");
  folder.upgrade("head");

  EXPECT_THAT(current(folder).entries, ElementsAre("b (head)\n"));
}

TEST(Current, LeavesLabelsOutAsAlembicDoes) {
  const TemporaryProject folder("a [accounts]; b <- a");
  folder.upgrade("a");

  EXPECT_THAT(current(folder).entries, ElementsAre("a\n"));
}

TEST(Current, ShowsEveryRevisionOfSeveral) {
  const TemporaryProject folder("a; b1 <- a; b2 <- a");
  folder.upgrade("heads");

  EXPECT_THAT(current(folder).entries, ElementsAre("b1 (head)\n", "b2 (head)\n"));
}

TEST(Current, ShowsAnUnknownRowFirstAndMarked) {
  const TemporaryProject folder("a");
  folder.upgrade("head");
  folder.sql("INSERT INTO migrate_version VALUES ('zzz')");

  EXPECT_THAT(current(folder).entries, ElementsAre("zzz (unknown)\n", "a (head)\n"));
}

TEST(Current, KnowsOfAnUnknownRowOnlyItsId) {
  const TemporaryProject folder("a");
  folder.upgrade("head");
  folder.sql("UPDATE migrate_version SET version_num = 'zzz'");
  const RevisionView view = current(folder).views[0];

  EXPECT_EQ(view.id, "zzz");
  EXPECT_FALSE(view.known);
}

TEST(Current, LeavesOutARowThatAnotherImplies) {
  const TemporaryProject folder("a; b <- a; c <- b");
  folder.upgrade("c");
  folder.sql("INSERT INTO migrate_version VALUES ('a')");

  EXPECT_THAT(current(folder).entries, ElementsAre("c (head)\n"));
}

TEST(Current, LeavesOutARowThatAnotherDependsOn) {
  const TemporaryProject folder("a; b (a)");
  folder.upgrade("heads");
  folder.sql("INSERT INTO migrate_version VALUES ('a')");

  EXPECT_THAT(current(folder).entries, ElementsAre("b (head)\n"));
}

TEST(Current, IsMarkedAsDataAndNotInText) {
  const TemporaryProject folder("a");
  folder.upgrade("head");

  EXPECT_EQ(current(folder).views[0].is_current, true);
  EXPECT_THAT(current(folder).entries[0], Not(HasSubstr("(current)")));
}

TEST(Current, IsShownInFullWhenVerbose) {
  const TemporaryProject folder("a");
  folder.upgrade("head");

  EXPECT_THAT(current(folder, {.verbose = true}).entries, ElementsAre(HasSubstr("Rev: a (head)")));
}

TEST(CheckHeads, PassesWhereEveryHeadIsApplied) {
  const TemporaryProject folder("a; b1 <- a; b2 <- a");
  folder.upgrade("heads");

  EXPECT_NO_THROW((void)current(folder, {.check_heads = true}));
}

TEST(CheckHeads, PassesWhereAHeadIsAppliedAsADependency) {
  const TemporaryProject folder("a; b (a)");
  folder.upgrade("heads");

  EXPECT_NO_THROW((void)current(folder, {.check_heads = true}));
}

TEST(CheckHeads, FailsWhereOneIsMissing) {
  const TemporaryProject folder("a; b1 <- a; b2 <- a");
  folder.upgrade("b1");
  const Error error = thrown_by([&] { (void)current(folder, {.check_heads = true}); });

  EXPECT_EQ(error.fault(), Fault::not_current);
  EXPECT_STREQ(error.what(), "the database is not up to date: b2 is not applied");
}

TEST(CheckHeads, FailsOverADowngradeThatIsHalfDone) {
  const TemporaryProject folder(
      HistoryTexts("a; b <- a")
          .with_sections("b",
                         "-- migrate:upgrade\nCREATE TABLE t (x);\n"
                         "-- migrate:downgrade transaction:false\nDROP TABLE t;\nnonsense;\n"));
  folder.upgrade("head");
  EXPECT_THROW(folder.downgrade("a"), Error);
  const Error error = thrown_by([&] { (void)current(folder, {.check_heads = true}); });

  EXPECT_EQ(error.fault(), Fault::verification);
  EXPECT_THAT(error.what(), HasSubstr("the downgrade of b is half done"));
}

TEST(CheckHeads, CallsAnUpgradeThatIsHalfDoneNotCurrentAsItMayStillRun) {
  const TemporaryProject folder(HistoryTexts("a").with_sections(
      "a", "-- migrate:upgrade transaction:false\nCREATE TABLE t (x);\nnonsense;\n"));
  EXPECT_THROW(folder.upgrade("head"), Error);

  EXPECT_EQ(thrown_by([&] { (void)current(folder, {.check_heads = true}); }).fault(),
            Fault::not_current);
}

TEST(CheckHeads, NamesAllThatAreMissing) {
  EXPECT_THAT(
      thrown_by([] { (void)current(TemporaryProject("a; b"), {.check_heads = true}); }).what(),
      HasSubstr("a, b are not applied"));
}

TEST(CheckHeads, ShowsTheRevisionsBeforeItFails) {
  const TemporaryProject folder("a; b <- a");
  folder.upgrade("a");
  RecordedOutput output;

  EXPECT_THROW(run_current({.check_heads = true}, folder.project(), output), Error);
  EXPECT_THAT(output.entries, ElementsAre("a\n"));
}

}  // namespace
}  // namespace migrate
