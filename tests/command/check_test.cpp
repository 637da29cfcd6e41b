#include "command/check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/recorded_output.hpp"
#include "support/temporary_project.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Checked check(const TemporaryProject& folder, const CheckArgs& args = {}) {
  RecordedOutput output;
  run_check(args, folder.project(), output);
  return output.checks.at(0);
}

/// A revision whose section only PostgreSQL can take: to SQLite its quote is never closed.
HistoryTexts dollar_quoted() {
  return HistoryTexts("a").with_sections("a", "-- migrate:upgrade\nDO $$ it's $$;\n");
}

HistoryTexts for_postgresql_only() {
  return HistoryTexts("a").with_sections("a", "-- migrate:upgrade engine:postgresql\nSELECT 1;\n");
}

TEST(Check, CountsWhatItFoundSound) {
  const Checked checked = check(TemporaryProject("a; b1 <- a; b2 <- a"));

  EXPECT_EQ(checked.revisions, 3U);
  EXPECT_THAT(checked.heads, ElementsAre("b1", "b2"));
}

TEST(Check, ReportsTheProblemsOfAllFilesAtOnce) {
  HistoryTexts history("a; b <- a; c <- b");
  history.with_upgrade("a", "COMMIT;").with_upgrade("c", "SELECT 'open");
  const TemporaryProject folder(history);

  const Error error = thrown_by([&] { (void)check(folder); });
  ASSERT_EQ(error.problems().size(), 2U);
  EXPECT_EQ(error.fault(), Fault::revision);
}

TEST(Check, ReportsABrokenGraph) {
  EXPECT_THAT(thrown_by([] { (void)check(TemporaryProject("a <- nowhere")); }).what(),
              HasSubstr("nowhere"));
}

TEST(Check, ChecksSectionsForTheConfiguredEngine) {
  const TemporaryProject folder(dollar_quoted());

  EXPECT_EQ(thrown_by([&] { (void)check(folder); }).fault(), Fault::revision);
}

TEST(Check, TakesWhatOneEngineTakesWhenNoneIsConfigured) {
  TemporaryProject folder(dollar_quoted());
  folder.config.database_url.reset();

  EXPECT_EQ(check(folder).revisions, 1U);
}

TEST(Check, ReportsAnUpgradeThatTheConfiguredEngineLacks) {
  const TemporaryProject folder(for_postgresql_only());

  EXPECT_THAT(thrown_by([&] { (void)check(folder); }).what(), HasSubstr("none for sqlite"));
}

TEST(Check, ReportsAnUpgradeThatAnyEngineLacksWhenNoneIsConfigured) {
  TemporaryProject folder(for_postgresql_only());
  folder.config.database_url.reset();

  EXPECT_THAT(thrown_by([&] { (void)check(folder); }).what(), HasSubstr("none for sqlite"));
}

TEST(Check, TakesAnUpgradeForTheConfiguredEngineAlone) {
  TemporaryProject folder(for_postgresql_only());
  folder.config.database_url = parse_database_url("postgresql://host.invalid/d", ".");

  EXPECT_EQ(check(folder).revisions, 1U);
}

TEST(Check, TakesSeveralHeads) { EXPECT_EQ(check(TemporaryProject("a; b")).heads.size(), 2U); }

TEST(Check, RefusesSeveralHeadsOnDemand) {
  const TemporaryProject folder("a; b");
  const Error error = thrown_by([&] { (void)check(folder, {.single_head = true}); });

  EXPECT_EQ(error.fault(), Fault::revision);
  EXPECT_EQ(std::string(error.what()), "there are 2 heads: a (" + folder.shown("versions/a.sql") +
                                           "), b (" + folder.shown("versions/b.sql") + ")");
  EXPECT_EQ(error.hint(), "join them with `migrate merge heads`");
}

TEST(Check, ReportsSectionsAndGraphAtOnce) {
  HistoryTexts history("a; b <- nowhere");
  history.with_upgrade("a", "COMMIT;");
  const TemporaryProject folder(history);

  EXPECT_EQ(thrown_by([&] { (void)check(folder); }).problems().size(), 2U);
}

TEST(Check, IsContentWithOneHead) {
  EXPECT_NO_THROW((void)check(TemporaryProject("a; b <- a"), {.single_head = true}));
}

TEST(Check, FindsAnEmptyHistorySound) { EXPECT_EQ(check(TemporaryProject("")).revisions, 0U); }

}  // namespace
}  // namespace migrate
