#include "revision/revision_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "revision/problem_lines.hpp"

namespace migrate {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

const std::string kHeader = "-- Text\n-- revision: a\n-- down_revision:\n";  // 3 lines

RevisionFile file_of(const std::string& below) {
  return parse_revision_file(kHeader + below, "x.sql");
}

std::vector<std::string> problems(const std::string& below) {
  return problems_of([&below] { return file_of(below); });
}

TEST(RevisionFile, HasTheHeadersRevision) {
  EXPECT_EQ(file_of("-- migrate:upgrade\n").revision.id, "a");
}

TEST(RevisionFile, KeepsASectionByteForByte) {
  const RevisionFile file =
      file_of("-- migrate:upgrade\r\n \tA;\r\n\n-- x\n\n-- migrate:downgrade\nB");
  EXPECT_EQ(file.sections.at(0).sql.text(), " \tA;\r\n\n-- x\n\n");
}

TEST(RevisionFile, TakesALastSectionWithoutALineEnd) {
  EXPECT_EQ(file_of("-- migrate:upgrade\nA\n-- migrate:downgrade\nB").sections.at(1).sql.text(),
            "B");
}

TEST(RevisionFile, TakesAMarkerWithoutALineEnd) {
  EXPECT_EQ(file_of("-- migrate:upgrade").sections.at(0).sql.text(), "");
}

TEST(RevisionFile, KeepsAMarkersLineByteForByte) {
  EXPECT_EQ(file_of("-- migrate:upgrade  engine:sqlite \t\r\nA").sections.at(0).marker,
            "-- migrate:upgrade  engine:sqlite \t\r\n");
}

TEST(RevisionFile, KeepsAMarkerWithoutALineEndAsItIs) {
  EXPECT_EQ(file_of("-- migrate:upgrade").sections.at(0).marker, "-- migrate:upgrade");
}

TEST(RevisionFile, KeepsTheHeaderByteForByte) {
  const std::string header = "\xEF\xBB\xBF-- T\r\n--\r\n-- revision: a\r\n-- down_revision:\n \n";
  EXPECT_EQ(parse_revision_file(header + "-- migrate:upgrade\n", "x.sql").header, header);
}

TEST(RevisionFile, KnowsThatASectionRunsWithoutForeignKeys) {
  const RevisionFile file = file_of("-- migrate:upgrade foreign_keys:off\n-- migrate:downgrade\n");
  EXPECT_FALSE(file.sections.at(0).enforces_foreign_keys);
  EXPECT_TRUE(file.sections.at(1).enforces_foreign_keys);
}

TEST(RevisionFile, KnowsTheLineOfASectionsSql) {
  EXPECT_EQ(file_of("\n-- migrate:upgrade\nA\n").sections.at(0).sql.first_line(), 6U);
}

TEST(RevisionFile, KnowsTheLineOfASectionsMarker) {
  EXPECT_EQ(file_of("-- migrate:upgrade\nA\n-- migrate:downgrade\n").sections.at(1).marker_line,
            6U);
}

TEST(RevisionFile, LeavesNulBytesOfASectionToTheDialect) {
  EXPECT_EQ(file_of(std::string("-- migrate:upgrade\n\0", 20)).sections.at(0).sql.text().size(),
            1U);
}

TEST(RevisionFile, TakesASectionForEachEngine) {
  EXPECT_EQ(file_of("-- migrate:upgrade\n-- migrate:upgrade engine:sqlite\n"
                    "-- migrate:upgrade engine:postgresql\n-- migrate:downgrade\n")
                .sections.size(),
            4U);
}

TEST(RevisionFile, TakesAnUpgradeForOneEngineOnly) {
  EXPECT_EQ(file_of("-- migrate:upgrade engine:sqlite\n").sections.size(), 1U);
}

TEST(RevisionFile, NeedsAnUpgradeSection) {
  EXPECT_THAT(problems("-- migrate:downgrade\nB\n"),
              ElementsAre(StartsWith("x.sql:2: the section `-- migrate:upgrade` is missing")));
}

TEST(RevisionFile, NeedsAnySection) {
  EXPECT_THAT(problems(""), ElementsAre(HasSubstr("`-- migrate:upgrade` is missing")));
}

TEST(RevisionFile, RefusesASecondSectionOfTheSameKind) {
  EXPECT_THAT(
      problems("-- migrate:upgrade\n-- migrate:upgrade transaction:false\n"),
      ElementsAre("x.sql:5:1: a second section `-- migrate:upgrade`; the first one is at line "
                  "4; put both in one"));
}

TEST(RevisionFile, RefusesASecondSectionForTheSameEngine) {
  EXPECT_THAT(problems("-- migrate:upgrade engine:sqlite\n-- migrate:upgrade engine:sqlite\n"),
              ElementsAre(HasSubstr("a second section `-- migrate:upgrade engine:sqlite`")));
}

TEST(RevisionFile, RefusesAMistypedMarkerInASection) {
  EXPECT_THAT(problems("-- migrate:upgrade\nA;\n-- migrate:downgrad\nDROP\n"),
              ElementsAre(AllOf(StartsWith("x.sql:6:1:"), HasSubstr("did you mean"))));
}

TEST(RevisionFile, RefusesAMistypedMarkerWithinAString) {
  EXPECT_THAT(problems("-- migrate:upgrade\nSELECT '\n-- MIGRATE: down\n';\n"),
              ElementsAre(StartsWith("x.sql:6:1:")));
}

TEST(RevisionFile, ReportsAMistypedFirstMarkerOnce) {
  EXPECT_THAT(problems("-- migrate:upgrad\nA;\n"), ElementsAre(StartsWith("x.sql:4:1:")));
}

TEST(RevisionFile, RefusesAMistypedMarkerInTheMessage) {
  const std::string text = "-- migrate: the users\n" + kHeader + "-- migrate:upgrade\n";
  const auto lines = problems_of([&text] { return parse_revision_file(text, "x.sql"); });
  EXPECT_THAT(lines.front(), StartsWith("x.sql:1:1: `-- migrate: the users` reads as a marker"));
}

TEST(RevisionFile, RefusesSqlBeforeTheFirstMarker) {
  EXPECT_THAT(problems("\nDROP TABLE t;\nDROP TABLE u;\n-- migrate:upgrade\n"),
              ElementsAre(StartsWith("x.sql:5:1: this line stands in no section")));
}

TEST(RevisionFile, RefusesAnIndentedCommentBeforeTheFirstMarker) {
  EXPECT_THAT(problems("  -- note\n-- migrate:upgrade\n"),
              ElementsAre(AllOf(StartsWith("x.sql:4:3:"), HasSubstr("from the first column"))));
}

TEST(RevisionFile, ReportsHeaderAndSectionsTogether) {
  EXPECT_THAT(problems("-- colour: red\n-- migrate:upgrade x:y\n-- migrate:downgarde\n"),
              ElementsAre(StartsWith("x.sql:4:"), StartsWith("x.sql:5:"), StartsWith("x.sql:6:")));
}

TEST(RevisionFile, HidesPasswordsInAnExcerpt) {
  try {
    (void)file_of("CREATE ROLE r PASSWORD 'secret';\n-- migrate:upgrade\n");
    FAIL();
  } catch (const Error& error) {
    EXPECT_THAT(error.excerpt(), testing::Not(HasSubstr("secret")));
  }
}

TEST(TextOf, HasAllSectionsOfADirectionInOrder) {
  const RevisionFile file = file_of(
      "-- migrate:upgrade engine:sqlite\nS\n-- migrate:downgrade\nD\n-- migrate:upgrade\r\nC\n");
  EXPECT_EQ(text_of(file, Direction::upgrade),
            "-- migrate:upgrade engine:sqlite\nS\n-- migrate:upgrade\r\nC\n");
  EXPECT_EQ(text_of(file, Direction::downgrade), "-- migrate:downgrade\nD\n");
}

TEST(TextOf, IsNothingForAMissingDowngrade) {
  EXPECT_EQ(text_of(file_of("-- migrate:upgrade\n"), Direction::downgrade), std::nullopt);
}

TEST(TextOf, OfAnEmptyDowngradeIsItsMarker) {
  EXPECT_EQ(text_of(file_of("-- migrate:upgrade\n-- migrate:downgrade"), Direction::downgrade),
            "-- migrate:downgrade");
}

TEST(TextOf, KeepsALastLineWithoutALineEnd) {
  EXPECT_EQ(text_of(file_of("-- migrate:upgrade\nA"), Direction::upgrade), "-- migrate:upgrade\nA");
}

TEST(TextOf, EndsTheLineOfAnUpgradeBelowADowngrade) {
  EXPECT_EQ(text_of(file_of("-- migrate:downgrade\nB\n-- migrate:upgrade\nA"), Direction::upgrade),
            "-- migrate:upgrade\nA\n");
}

TEST(TextOf, MakesTheFileAgainWithItsHeader) {
  const std::string text =
      "\xEF\xBB\xBF" + kHeader + "-- migrate:upgrade\r\nA;\n-- migrate:downgrade \nB";
  const RevisionFile file = parse_revision_file(text, "x.sql");
  EXPECT_EQ(file.header + text_of(file, Direction::upgrade).value() +
                text_of(file, Direction::downgrade).value(),
            text);
}

TEST(SectionFor, PrefersTheEnginesOwn) {
  const RevisionFile file = file_of("-- migrate:upgrade engine:sqlite\nS\n-- migrate:upgrade\nC\n");
  EXPECT_EQ(section_for(file.sections, Direction::upgrade, EngineKind::sqlite)->sql.text(), "S\n");
}

TEST(SectionFor, FallsBackOnTheCommonOne) {
  const RevisionFile file = file_of("-- migrate:upgrade\nC\n-- migrate:upgrade engine:sqlite\nS\n");
  EXPECT_EQ(section_for(file.sections, Direction::upgrade, EngineKind::postgresql)->sql.text(),
            "C\n");
}

TEST(SectionFor, GivesNullWhenOnlyOtherEnginesHaveOne) {
  const RevisionFile file = file_of("-- migrate:upgrade engine:sqlite\n");
  EXPECT_EQ(section_for(file.sections, Direction::upgrade, EngineKind::postgresql), nullptr);
}

TEST(SectionFor, GivesNullForAMissingDowngrade) {
  const RevisionFile file = file_of("-- migrate:upgrade\n");
  EXPECT_EQ(section_for(file.sections, Direction::downgrade, EngineKind::sqlite), nullptr);
}

}  // namespace
}  // namespace migrate
