#include "revision/text_line.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace migrate {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  LineReader reader(text);
  TextLine line;
  while (reader.next(line)) lines.emplace_back(line.text);
  return lines;
}

TEST(LineReader, CutsAtLineFeedsWithOrWithoutCarriageReturn) {
  EXPECT_THAT(lines_of("a\r\nb\n\nc"), ElementsAre("a", "b", "", "c"));
}

TEST(LineReader, GivesNoLineAfterTheLastLineFeed) {
  EXPECT_THAT(lines_of("a\n"), ElementsAre("a"));
}

TEST(LineReader, OfNothingGivesNothing) { EXPECT_THAT(lines_of(""), IsEmpty()); }

TEST(Shown, CutsALongText) { EXPECT_LT(shown(std::string(100000, 'x')).size(), 100U); }

TEST(Shown, ReplacesBytesThatMustNotBePrinted) {
  EXPECT_EQ(shown("a\x1B\xFF\xC2\x9B"
                  "b"),
            "a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"
            "b");
}

TEST(SpacingBefore, CountsBlanksOfAllKinds) {
  EXPECT_EQ(spacing_before(" \t\xC2\xA0\xE2\x80\x8B\xEF\xBB\xBFx"), 10U);
}

TEST(SpacingBefore, StopsAtOtherCharacters) { EXPECT_EQ(spacing_before("\xE2\x80\x94 x"), 0U); }

/// The number of the next line with `part` in it from the second line on, and the line.
std::string found(std::string_view text, std::string_view part) {
  LineReader lines(text);
  TextLine line;
  const bool has_first = lines.next(line);
  if (!has_first || !lines.skip_to(part)) return "none";
  return lines.next(line) ? std::to_string(line.number) + " " + std::string(line.text) : "no line";
}

TEST(LineReader, GoesOnToTheNextLineWithAPartInIt) {
  EXPECT_EQ(found("--1\na\n\nb -- c\r\n--d", "--"), "4 b -- c");
}

TEST(LineReader, StaysWhereTheNextLineHasThePart) { EXPECT_EQ(found("a\n--b", "--"), "2 --b"); }

TEST(LineReader, FindsNoLineWithoutThePart) { EXPECT_EQ(found("--\na - b\n", "--"), "none"); }

TEST(LineReader, FindsNoLineBehindTheEnd) { EXPECT_EQ(found("--", "--"), "none"); }

}  // namespace
}  // namespace migrate
