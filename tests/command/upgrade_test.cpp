#include "command/upgrade.hpp"

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

RecordedOutput upgrade(const TemporaryProject& folder, const UpgradeArgs& args = {}) {
  RecordedOutput output;
  run_upgrade(args, folder.project(), output, {});
  return output;
}

std::string script(const TemporaryProject& folder, const std::string& target) {
  return upgrade(folder, {.target = target, .script = {.sql = true}}).script_text();
}

TEST(Upgrade, GoesToTheHeadWhenItIsNotToldWhere) {
  const TemporaryProject folder("a; b <- a");
  const RecordedOutput output = upgrade(folder);

  EXPECT_THAT(output.steps_started, ElementsAre("a", "b"));
  EXPECT_THAT(output.reports.at(0).after, ElementsAre("b"));
}

TEST(Upgrade, GoesToItsTarget) {
  const TemporaryProject folder("a; b <- a; c <- b");

  EXPECT_THAT(upgrade(folder, {.target = "+2"}).reports.at(0).after, ElementsAre("b"));
}

TEST(Upgrade, ReportsThatThereWasNothingToDo) {
  const TemporaryProject folder("a");
  folder.upgrade("head");

  EXPECT_THAT(upgrade(folder).reports.at(0).done, IsEmpty());
}

TEST(Upgrade, ReportsNothingWhenItFails) {
  const TemporaryProject folder(HistoryTexts("a").with_upgrade("a", "FAIL;"));
  RecordedOutput output;

  EXPECT_THROW(run_upgrade({}, folder.project(), output, {}), PartialFailure);
  EXPECT_THAT(output.reports, IsEmpty());
}

TEST(Upgrade, RefusesARangeOnADatabase) {
  const Error error = thrown_by([] { (void)upgrade(TemporaryProject("a"), {.target = "base:a"}); });

  EXPECT_EQ(error.fault(), Fault::usage);
  EXPECT_THAT(error.what(), HasSubstr("which only --sql takes"));
}

TEST(Upgrade, StopsWhenItIsAskedTo) {
  const TemporaryProject folder("a");
  std::stop_source stop;
  stop.request_stop();
  RecordedOutput output;

  EXPECT_EQ(thrown_by([&] { run_upgrade({}, folder.project(), output, stop.get_token()); }).fault(),
            Fault::cancelled);
}

TEST(UpgradeScript, StartsAtBaseWhenItIsNotToldWhere) {
  EXPECT_THAT(script(TemporaryProject("a; b <- a"), "head"),
              AllOf(HasSubstr("Running upgrade  -> a"), HasSubstr("Running upgrade a -> b")));
}

TEST(UpgradeScript, StartsWhereItsRangeStarts) {
  EXPECT_THAT(script(TemporaryProject("a; b <- a; c <- b"), "a:b"),
              AllOf(Not(HasSubstr(" -> a")), HasSubstr("Running upgrade a -> b"),
                    Not(HasSubstr("Running upgrade b -> c"))));
}

TEST(UpgradeScript, EndsAtTheHeadsWhenItsRangeHasNoEnd) {
  EXPECT_THAT(script(TemporaryProject("a; b1 <- a; b2 <- a"), "a:"),
              AllOf(HasSubstr("Running upgrade a -> b1"), HasSubstr("Running upgrade a -> b2")));
}

TEST(UpgradeScript, StartsAtBaseWhenItsRangeHasNoStart) {
  EXPECT_THAT(script(TemporaryProject("a; b <- a"), ":a"), HasSubstr("Running upgrade  -> a"));
}

TEST(UpgradeScript, TouchesNoDatabase) {
  const TemporaryProject folder("a");
  (void)script(folder, "head");

  EXPECT_FALSE(std::filesystem::exists(folder.database()));
}

TEST(UpgradeScript, GoesToAFileOnDemand) {
  const TemporaryProject folder("a");
  const RecordedOutput output =
      upgrade(folder, {.script = {.sql = true, .file = folder.file("change.sql")}});

  EXPECT_THAT(folder.read("change.sql"), HasSubstr("Running upgrade  -> a"));
  EXPECT_EQ(output.script_text(), "");
  EXPECT_EQ(output.files.at(0).what, "script");
}

TEST(UpgradeScript, IsWrittenWholeOrNotAtAll) {
  const TemporaryProject folder(HistoryTexts("a; b <- a").with_upgrade("b", "COMMIT;"));
  RecordedOutput output;

  EXPECT_THROW(run_upgrade({.script = {.sql = true}}, folder.project(), output, {}), Error);
  EXPECT_EQ(output.script_text(), "");
}

}  // namespace
}  // namespace migrate
