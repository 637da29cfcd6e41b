#include "command/stamp.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "support/recorded_output.hpp"
#include "support/temporary_project.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

RecordedOutput stamp(const TemporaryProject& folder, const StampArgs& args) {
  RecordedOutput output;
  run_stamp(args, folder.project(), output, {});
  return output;
}

StampArgs script(std::vector<std::string> targets) {
  return {.targets = std::move(targets), .script = {.sql = true}};
}

TEST(Stamp, SetsTheRowsAndReportsIt) {
  const TemporaryProject folder("a; b <- a");
  const RecordedOutput output = stamp(folder, {.targets = {"head"}});

  EXPECT_THAT(folder.rows(), ElementsAre("b"));
  EXPECT_THAT(output.reports.at(0).after, ElementsAre("b"));
}

TEST(Stamp, RunsNoRevision) {
  const TemporaryProject folder("a");
  (void)stamp(folder, {.targets = {"a"}});

  EXPECT_THAT(folder.sql("SELECT name FROM sqlite_master WHERE name = 't_a'"), IsEmpty());
}

TEST(Stamp, SetsSeveralRows) {
  const TemporaryProject folder("a; b");
  (void)stamp(folder, {.targets = {"a", "b"}});

  EXPECT_THAT(folder.rows(), ElementsAre("a", "b"));
}

TEST(Stamp, CountsFromTheDatabase) {
  const TemporaryProject folder("a; b <- a; c <- b");
  folder.upgrade("c");
  (void)stamp(folder, {.targets = {"-1"}});

  EXPECT_THAT(folder.rows(), ElementsAre("b"));
}

TEST(Stamp, RefusesAnUnknownRow) {
  const TemporaryProject folder("a");
  folder.upgrade("head");
  folder.sql("UPDATE migrate_version SET version_num = 'zzz'");

  EXPECT_EQ(thrown_by([&] { (void)stamp(folder, {.targets = {"a"}}); }).fault(), Fault::database);
}

TEST(Stamp, PurgesAnUnknownRowOnDemand) {
  const TemporaryProject folder("a");
  folder.upgrade("head");
  folder.sql("UPDATE migrate_version SET version_num = 'zzz'");
  (void)stamp(folder, {.targets = {"a"}, .purge = true});

  EXPECT_THAT(folder.rows(), ElementsAre("a"));
}

TEST(Stamp, RefusesARangeOnADatabase) {
  EXPECT_EQ(thrown_by([] { (void)stamp(TemporaryProject("a"), {.targets = {"base:a"}}); }).fault(),
            Fault::usage);
}

TEST(StampScript, StartsAtBase) {
  EXPECT_THAT(stamp(TemporaryProject("a; b <- a"), script({"b"})).script_text(),
              AllOf(HasSubstr("CREATE TABLE"), HasSubstr("VALUES ('b')")));
}

TEST(StampScript, StartsWhereItsRangeStarts) {
  EXPECT_THAT(stamp(TemporaryProject("a; b <- a"), script({"a:b"})).script_text(),
              HasSubstr("SET version_num = 'b' WHERE version_num = 'a'"));
}

TEST(StampScript, EndsAtTheHeadsWhenItsRangeHasNoEnd) {
  EXPECT_THAT(stamp(TemporaryProject("a; b <- a"), script({"a:"})).script_text(),
              HasSubstr("SET version_num = 'b' WHERE version_num = 'a'"));
}

TEST(StampScript, TakesARangeAlone) {
  EXPECT_STREQ(thrown_by([] {
                 (void)stamp(TemporaryProject("a; b <- a"), script({"a:b", "b"}));
               }).what(),
               "a range is a stamp's only target");
}

TEST(StampScript, TouchesNoDatabase) {
  const TemporaryProject folder("a");
  (void)stamp(folder, script({"a"}));

  EXPECT_FALSE(std::filesystem::exists(folder.database()));
}

}  // namespace
}  // namespace migrate
