#include "runtime/section_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "support/history_texts.hpp"

namespace migrate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// What is wrong with a revision whose lines after the header are `sections`.
std::vector<std::string> problems(const std::string& sections,
                                  std::optional<EngineKind> engine = {}) {
  HistoryTexts history("a");
  history.with_sections("a", sections);
  const auto source = open_builtin(history.files());
  std::vector<std::string> texts;
  for (const Error& error : problems_in_sections(*source, source->headers().front(), engine)) {
    texts.emplace_back(error.what());
  }
  return texts;
}

TEST(SectionCheck, FindsNothingWrongWithASoundFile) {
  EXPECT_THAT(problems("-- migrate:upgrade\nSELECT 1;\n-- migrate:downgrade\nSELECT 2;\n"),
              IsEmpty());
}

TEST(SectionCheck, TakesAnIrreversibleRevision) {
  EXPECT_THAT(problems("-- migrate:upgrade\nSELECT 1;\n", EngineKind::sqlite), IsEmpty());
}

TEST(SectionCheck, LooksIntoTheDowngradeToo) {
  EXPECT_THAT(problems("-- migrate:upgrade\nSELECT 1;\n-- migrate:downgrade\nCOMMIT;\n"),
              ElementsAre(HasSubstr("COMMIT")));
}

TEST(SectionCheck, FindsTheProblemsOfAllSections) {
  EXPECT_THAT(problems("-- migrate:upgrade\nBEGIN;\n-- migrate:downgrade\nCOMMIT;\n"),
              ElementsAre(HasSubstr("BEGIN"), HasSubstr("COMMIT")));
}

TEST(SectionCheck, ReportsAMarkerWithinASection) {
  EXPECT_THAT(problems("-- migrate:upgrade\nSELECT 1;\n-- migrate:downgrad\n"),
              ElementsAre(HasSubstr("`-- migrate:downgrad`")));
}

TEST(SectionCheck, ReportsAnUpgradeThatOneEngineLacks) {
  EXPECT_THAT(
      problems("-- migrate:upgrade engine:sqlite\nSELECT 1;\n"),
      ElementsAre("revision a has upgrade sections for other engines only, none for postgresql"));
}

TEST(SectionCheck, DoesNotMissAnUpgradeForAnEngineThatIsNotConfigured) {
  EXPECT_THAT(problems("-- migrate:upgrade engine:sqlite\nSELECT 1;\n", EngineKind::sqlite),
              IsEmpty());
}

TEST(SectionCheck, ReportsADowngradeForOtherEnginesOnly) {
  EXPECT_THAT(
      problems("-- migrate:upgrade\nSELECT 1;\n-- migrate:downgrade engine:sqlite\nSELECT 2;\n",
               EngineKind::postgresql),
      ElementsAre(HasSubstr("downgrade sections for other engines only")));
}

TEST(SectionCheck, TakesACommonSectionThatOneEngineCanRun) {
  // Dollar quotes are PostgreSQL's; to SQLite the body's quote is never closed.
  EXPECT_THAT(problems("-- migrate:upgrade\nDO $$ it's $$;\n"), IsEmpty());
}

TEST(SectionCheck, RefusesThatCommonSectionForTheEngineThatCannotRunIt) {
  EXPECT_THAT(problems("-- migrate:upgrade\nDO $$ it's $$;\n", EngineKind::sqlite), Not(IsEmpty()));
}

TEST(SectionCheck, RefusesACommonSectionThatNoEngineCanRun) {
  EXPECT_THAT(problems("-- migrate:upgrade\nSELECT 'open\n"), Not(IsEmpty()));
}

TEST(SectionCheck, ChecksASectionByTheRulesOfItsOwnEngineAlone) {
  EXPECT_THAT(
      problems("-- migrate:upgrade\nSELECT 1;\n-- migrate:upgrade engine:sqlite\nDO $$ it's $$;\n"),
      Not(IsEmpty()));
}

}  // namespace
}  // namespace migrate
