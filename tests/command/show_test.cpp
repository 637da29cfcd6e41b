#include "command/show.hpp"

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

std::vector<std::string> show(const TemporaryProject& folder, const std::string& revision) {
  RecordedOutput output;
  run_show({revision}, folder.project(), output);
  return output.entries;
}

TEST(Show, ShowsWhereTheRevisionIsDeclared) {
  const TemporaryProject folder("a");

  EXPECT_THAT(show(folder, "a"), ElementsAre(HasSubstr("Path: " + folder.shown("versions/a.sql"))));
}

TEST(Show, FindsARevisionByPrefix) {
  EXPECT_THAT(show(TemporaryProject("abcd; efgh <- abcd"), "ef"),
              ElementsAre(HasSubstr("Rev: efgh")));
}

TEST(Show, ShowsEveryHead) { EXPECT_THAT(show(TemporaryProject("a; b"), "heads").size(), 2U); }

TEST(Show, AsksTheDatabaseForCurrent) {
  const TemporaryProject folder("a; b <- a");
  folder.upgrade("a");

  EXPECT_THAT(show(folder, "current"), ElementsAre(HasSubstr("Rev: a")));
}

TEST(Show, ShowsNothingCurrentInAnEmptyDatabase) {
  EXPECT_THAT(show(TemporaryProject("a"), "current"), IsEmpty());
}

TEST(Show, AsksNoDatabaseForAnId) {
  TemporaryProject folder("a");
  folder.config.database_url.reset();

  EXPECT_THAT(show(folder, "a"), ElementsAre(HasSubstr("Rev: a")));
}

TEST(Show, RefusesARevisionThatIsNotThere) {
  const Error error = thrown_by([] { (void)show(TemporaryProject("abcdef"), "abcdxf"); });

  EXPECT_EQ(error.fault(), Fault::usage);
  EXPECT_THAT(error.hint(), HasSubstr("abcdef"));
}

TEST(Show, ShowsWhatTheHistoryKnowsOfARowWithoutFile) {
  const TemporaryProject folder("aaaa; bbbb <- aaaa");
  folder.upgrade("head");
  std::filesystem::remove(folder.file("versions/bbbb.sql"));

  EXPECT_THAT(show(folder, "bb"), ElementsAre(HasSubstr("bbbb (unknown), Add bbbb; applied ")));
  EXPECT_THAT(show(folder, "current"), ElementsAre(HasSubstr("bbbb (unknown), Add bbbb")));
  EXPECT_EQ(thrown_by([&] { return show(folder, "cc"); }).fault(), Fault::usage);
}

}  // namespace
}  // namespace migrate
