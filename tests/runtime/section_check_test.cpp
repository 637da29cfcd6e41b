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
  for (const Error& error : check_files(*source, engine).problems) {
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

/// The beginnings of what is wrong with a whole history.
std::vector<std::string> problems_in_all(const HistoryTexts& history) {
  std::vector<std::string> texts;
  for (const Error& error : check_files(*open_builtin(history.files()), {}).problems)
    texts.emplace_back(error.what());
  return texts;
}

TEST(SectionCheck, TellsOfTheGraphBeforeTheSectionsOfAllFiles) {
  HistoryTexts history("a\nb <- x\nc <- y\nd <- a");
  history.with_upgrade("d", "COMMIT;\n").with_upgrade("a", "BEGIN;\n");
  EXPECT_THAT(problems_in_all(history), ElementsAre(HasSubstr("parent x"), HasSubstr("parent y"),
                                                    HasSubstr("BEGIN"), HasSubstr("COMMIT")));
}

TEST(SectionCheck, TellsOfTheSectionsWhereAnotherFileHasNoSoundHeader) {
  HistoryTexts history("a\nb <- a");
  history.with_sections("a", "-- bad: x\n").with_upgrade("b", "COMMIT;\n");
  EXPECT_THAT(problems_in_all(history), ElementsAre(HasSubstr("unknown key `bad`"),
                                                    HasSubstr("parent a"), HasSubstr("COMMIT")));
}

TEST(SectionCheck, BuildsTheGraphOfSoundFiles) {
  const HistoryTexts history("a\nb <- a");
  const CheckedFiles files = check_files(*open_builtin(history.files()), {});
  EXPECT_EQ(files.graph.value().size(), 2U);
}

}  // namespace
}  // namespace migrate
