#include "revision/header_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "revision/problem_lines.hpp"
#include "revision/revision_file.hpp"

namespace migrate {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;
using namespace std::string_literals;

Revision header(const std::string& text) { return parse_header(text, "x.sql"); }

std::vector<std::string> problems(const std::string& text) {
  return problems_of([&text] { return header(text); });
}

const std::string kWhole =
    "-- Add the users table\n"
    "--\n"
    "-- It has emails.\n"
    "--\n"
    "-- revision: 3f2a9c81d0b4\n"
    "-- down_revision: 1b7e44aa02cd, 2c7e44aa02cd\n"
    "-- branch_labels: accounts\n"
    "-- depends_on: 9aa1c0de1234,billing\n"
    "-- create_date: 2026-11-20 10:00:00+00:00\n"
    "\n"
    "-- migrate:upgrade\n";

TEST(Header, KnowsItsId) { EXPECT_EQ(header(kWhole).id, "3f2a9c81d0b4"); }

TEST(Header, KnowsAllParentsOfAMerge) {
  EXPECT_THAT(header(kWhole).parents, ElementsAre("1b7e44aa02cd", "2c7e44aa02cd"));
}

TEST(Header, KnowsItsLabels) { EXPECT_THAT(header(kWhole).labels, ElementsAre("accounts")); }

TEST(Header, KnowsItsDependencies) {
  EXPECT_THAT(header(kWhole).depends_on, ElementsAre("9aa1c0de1234", "billing"));
}

TEST(Header, KeepsTheCreateDateAsWritten) {
  EXPECT_EQ(header(kWhole).create_date, "2026-11-20 10:00:00+00:00");
}

TEST(Header, KeepsAllLinesOfTheMessageAboveTheKeys) {
  EXPECT_EQ(header(kWhole).message, "Add the users table\n\nIt has emails.");
}

TEST(Header, KnowsTheLinesOfItsKeys) {
  const Revision revision = header(kWhole);
  EXPECT_THAT((std::vector{revision.id_line, revision.parents_line, revision.labels_line,
                           revision.depends_line}),
              ElementsAre(5U, 6U, 7U, 8U));
}

TEST(Header, OfABaseHasNoParents) {
  EXPECT_THAT(header("-- revision: a\n-- down_revision:\n").parents, IsEmpty());
}

TEST(Header, TakesCarriageReturnsAtLineEnds) {
  const Revision revision = header("-- Text\r\n-- revision: a\r\n-- down_revision: b, c\r\n");
  EXPECT_THAT((std::vector{revision.message, revision.id, revision.parents.at(1)}),
              ElementsAre("Text", "a", "c"));
}

TEST(Header, SkipsAByteOrderMark) {
  EXPECT_EQ(header("\xEF\xBB\xBF-- revision: a\n-- down_revision:\n").id, "a");
}

TEST(Header, AllowsBlankLinesBetweenItsLines) {
  EXPECT_EQ(header("\n-- Text\n\n-- revision: a\n  \n-- down_revision: b\n").parents.front(), "b");
}

TEST(Header, TakesAMessageWithColons) {
  EXPECT_EQ(header("-- fix: users email\n-- revision: a\n-- down_revision:\n").message,
            "fix: users email");
}

TEST(Header, TakesAKeyOfAnotherCaseForMessage) {
  EXPECT_EQ(header("-- Revision: old\n-- revision: a\n-- down_revision:\n").message,
            "Revision: old");
}

TEST(Header, KeepsTheIndentOfALaterMessageLine) {
  EXPECT_EQ(header("-- List\n--   - one\n-- revision: a\n-- down_revision:\n").message,
            "List\n  - one");
}

TEST(Header, MayStartWithAnyKey) {
  EXPECT_EQ(header("-- create_date: x\n-- down_revision:\n-- revision: a\n").id, "a");
}

TEST(Header, DoesNotLookBelowItsEnd) {
  EXPECT_EQ(header("-- revision: a\n-- down_revision:\nSELECT 1;\n-- revision: b\n").id, "a");
}

TEST(Header, DoesNotLookBelowTheFirstMarker) {
  EXPECT_EQ(header("-- revision: a\n-- down_revision:\n-- migrate:upgrade\n-- colour: b\n").id,
            "a");
}

TEST(Header, MayEndWithoutALineEnd) {
  EXPECT_EQ(header("-- revision: a\n-- down_revision: b").parents.front(), "b");
}

TEST(Header, RefusesATextThatIsNoRevisionFile) {
  EXPECT_THAT(problems("CREATE TABLE t (a);\n"),
              ElementsAre(StartsWith("x.sql:1: this is no revision file")));
}

TEST(Header, RefusesAnEmptyFile) {
  EXPECT_THAT(problems(""), ElementsAre(StartsWith("x.sql:1: this is no revision file")));
}

TEST(Header, NeedsTheRevisionKey) {
  EXPECT_THAT(problems("-- down_revision:\n"),
              ElementsAre(StartsWith("x.sql:1: the key `revision` is missing")));
}

TEST(Header, NeedsTheDownRevisionKey) {
  EXPECT_THAT(problems("-- revision: a\n"),
              ElementsAre(StartsWith("x.sql:1: the key `down_revision` is missing")));
}

TEST(Header, PointsAtTheMessageLineThatWasMeantToBeAKey) {
  EXPECT_THAT(
      problems("-- Revison: a\n-- down_revision:\n"),
      ElementsAre("x.sql:1:1: the key `revision` is missing; did you mean `-- revision:` here?"));
}

TEST(Header, OffersTheKeyNearestToAnUnknownOne) {
  EXPECT_THAT(problems("-- revision: a\n-- down_revison: b\n"),
              ElementsAre("x.sql:2:4: unknown key `down_revison`; did you mean `down_revision`?"));
}

TEST(Header, ListsTheKeysWhenNoneIsNear) {
  EXPECT_THAT(problems("-- revision: a\n-- down_revision:\n-- colour: red\n"),
              ElementsAre(AllOf(StartsWith("x.sql:3:4: unknown key `colour`"),
                                HasSubstr("the keys are `revision`"))));
}

TEST(Header, RefusesABlankBeforeAKeysColon) {
  EXPECT_THAT(problems("-- revision: a\n-- down_revision : b\n"),
              ElementsAre(HasSubstr("did you mean `down_revision`?")));
}

TEST(Header, RefusesARepeatedKey) {
  EXPECT_THAT(problems("-- revision: a\n-- down_revision:\n-- revision: b\n"),
              ElementsAre(StartsWith("x.sql:3:4: the key `revision` is repeated")));
}

TEST(Header, RefusesMessageBelowTheKeys) {
  EXPECT_THAT(problems("-- revision: a\n-- More text\n-- down_revision:\n"),
              ElementsAre(StartsWith("x.sql:2:4: only lines `-- KEY: value` may stand")));
}

TEST(Header, RefusesAnEmptyId) {
  EXPECT_THAT(problems("-- revision:\n-- down_revision:\n"),
              ElementsAre(StartsWith("x.sql:1:13: the key `revision` is empty")));
}

TEST(Header, RefusesAnIdThatIsATarget) {
  EXPECT_THAT(problems("-- revision: heads\n-- down_revision:\n"),
              ElementsAre(HasSubstr("the id `heads` is a word that names a target")));
}

TEST(Header, RefusesSeveralIds) {
  EXPECT_THAT(problems("-- revision: a, b\n-- down_revision:\n"),
              ElementsAre(StartsWith("x.sql:1:14: the id `a, b` holds `,`")));
}

TEST(Header, RefusesAnEmptyItemInTheMiddleOfAList) {
  EXPECT_THAT(problems("-- revision: a\n-- down_revision: b,,c\n"),
              ElementsAre(StartsWith("x.sql:2:21: an empty item in a list")));
}

TEST(Header, RefusesACommaAtTheEndOfAList) {
  EXPECT_THAT(problems("-- revision: a\n-- down_revision: b,\n"),
              ElementsAre(StartsWith("x.sql:2:21: an empty item in a list")));
}

TEST(Header, RefusesAParentThatIsNoId) {
  EXPECT_THAT(problems("-- revision: a\n-- down_revision: b, c-1\n"),
              ElementsAre(StartsWith("x.sql:2:22: the parent `c-1` holds `-`")));
}

TEST(Header, RefusesAParentThatIsNamedTwice) {
  EXPECT_THAT(problems("-- revision: a\n-- down_revision: b, b\n"),
              ElementsAre("x.sql:2:22: the parent `b` is named twice"));
}

TEST(Header, RefusesALabelThatIsATarget) {
  EXPECT_THAT(problems("-- revision: a\n-- down_revision:\n-- branch_labels: head\n"),
              ElementsAre(HasSubstr("the label `head` is a word that names a target")));
}

TEST(Header, RefusesADependencyThatIsNoId) {
  EXPECT_THAT(problems("-- revision: a\n-- down_revision:\n-- depends_on: b@head\n"),
              ElementsAre(HasSubstr("the dependency `b@head` holds `@`")));
}

TEST(Header, RefusesNulBytes) {
  EXPECT_THAT(problems("-- a\0b\n-- revision: a\n-- down_revision:\n"s),
              ElementsAre(StartsWith("x.sql:1:5: a NUL byte in the header")));
}

TEST(Header, RefusesBytesThatAreNotUtf8) {
  EXPECT_THAT(problems("-- \xC3\xA4 caf\xE9\n-- revision: a\n-- down_revision:\n"),
              ElementsAre(StartsWith("x.sql:1:9: the header is not valid UTF-8")));
}

TEST(Header, ReportsAllProblemsAtOnce) {
  EXPECT_THAT(problems("-- revision: a b\n-- down_revision: c,\n-- label: d\n"),
              ElementsAre(StartsWith("x.sql:1:"), StartsWith("x.sql:2:"), StartsWith("x.sql:3:")));
}

TEST(Header, CountsColumnsInCharacters) {
  EXPECT_THAT(problems("-- revision: a\n-- down_revision: \xC3\xA4, b-\n"),
              ElementsAre(StartsWith("x.sql:2:19:"), StartsWith("x.sql:2:22:")));
}

TEST(Header, ShowsTheLineUnderAProblem) {
  try {
    (void)header("-- revision: a\n-- down_revison: b\n");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.excerpt(), "-- down_revison: b");
  }
}

TEST(Header, ShowsNoControlCharactersOfTheFile) {
  EXPECT_THAT(problems("-- revision: \x1B[31m\n-- down_revision:\n"),
              ElementsAre(HasSubstr("the id `\xEF\xBF\xBD[31m`")));
}

TEST(NormalizedMessage, DropsEmptyLinesAndBlanksAtItsEnds) {
  EXPECT_EQ(normalized_message("\n  a  \n\n b \n\n"), "a\n\n b");
}

}  // namespace
}  // namespace migrate
