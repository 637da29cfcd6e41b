#include "base/text_diff.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace migrate {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string diff(std::string_view before, std::string_view after) {
  return unified_diff(before, after, "stored", "a.sql");
}

TEST(UnifiedDiff, IsEmptyForEqualTexts) { EXPECT_EQ(diff("a\nb\n", "a\nb\n"), ""); }

TEST(UnifiedDiff, IsEmptyForTextsThatDifferInLineEndsOnly) {
  EXPECT_EQ(diff("a\nb\n", "a\r\nb\r\n"), "");
}

TEST(UnifiedDiff, ShowsAChangedLineBetweenThreeLinesOfContext) {
  EXPECT_EQ(diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"),
            "--- stored\n+++ a.sql\n"
            "@@ -2,7 +2,7 @@\n"
            " 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
}

TEST(UnifiedDiff, JoinsChangesWhoseContextTouches) {
  EXPECT_EQ(diff("a\n1\n2\n3\n4\n5\n6\nb\n", "A\n1\n2\n3\n4\n5\n6\nB\n"),
            "--- stored\n+++ a.sql\n"
            "@@ -1,8 +1,8 @@\n"
            "-a\n+A\n 1\n 2\n 3\n 4\n 5\n 6\n-b\n+B\n");
}

TEST(UnifiedDiff, PartsChangesThatAreFurtherFromEachOther) {
  EXPECT_EQ(diff("a\n1\n2\n3\n4\n5\n6\n7\nb\n", "A\n1\n2\n3\n4\n5\n6\n7\nB\n"),
            "--- stored\n+++ a.sql\n"
            "@@ -1,4 +1,4 @@\n"
            "-a\n+A\n 1\n 2\n 3\n"
            "@@ -6,4 +6,4 @@\n"
            " 5\n 6\n 7\n-b\n+B\n");
}

TEST(UnifiedDiff, NamesTheLineBeforeARangeOfNone) {
  EXPECT_EQ(diff("", "a\n"), "--- stored\n+++ a.sql\n@@ -0,0 +1 @@\n+a\n");
}

TEST(UnifiedDiff, ShowsARemovedLine) {
  EXPECT_EQ(diff("a\nb\n", "a\n"), "--- stored\n+++ a.sql\n@@ -1,2 +1 @@\n a\n-b\n");
}

TEST(UnifiedDiff, ShowsAMissingLineEnd) {
  EXPECT_EQ(diff("a\nb\n", "a\nb"),
            "--- stored\n+++ a.sql\n@@ -1,2 +1,2 @@\n a\n-b\n+b\n\\ No newline at end of file\n");
}

TEST(UnifiedDiff, LeavesCarriageReturnsOutOfWhatItShows) {
  EXPECT_EQ(diff("a\nb\n", "a\r\nB\r\n"), "--- stored\n+++ a.sql\n@@ -1,2 +1,2 @@\n a\n-b\n+B\n");
}

TEST(UnifiedDiff, HidesPasswords) {
  EXPECT_EQ(diff("CREATE ROLE a PASSWORD 'one';\n", "CREATE ROLE a PASSWORD 'two' LOGIN;\n"),
            "--- stored\n+++ a.sql\n@@ -1 +1 @@\n"
            "-CREATE ROLE a PASSWORD '***';\n+CREATE ROLE a PASSWORD '***' LOGIN;\n");
}

TEST(UnifiedDiff, ShowsWhichLineHasAnotherPassword) {
  EXPECT_THAT(diff("ALTER ROLE a PASSWORD 'one';\n", "ALTER ROLE a PASSWORD 'two';\n"),
              HasSubstr("-ALTER ROLE a PASSWORD '***';\n+ALTER ROLE a PASSWORD '***';\n"));
}

TEST(UnifiedDiff, HidesAPasswordWhoseWordStandsAboveTheContext) {
  const std::string gap = "PASSWORD\n\n\n\n\n\n";
  EXPECT_THAT(diff(gap + "'one'\n", gap + "'two'\n"),
              AllOf(HasSubstr("-'***'\n+'***'\n"), Not(HasSubstr("one"))));
}

TEST(UnifiedDiff, HidesEveryLineOfAPasswordOfSeveral) {
  EXPECT_THAT(diff("PASSWORD 'top\nsecret' a;\n", "PASSWORD 'top\nmystery' a;\n"),
              AllOf(HasSubstr("-'***' a;\n+'***' a;\n"), Not(HasSubstr("secret"))));
}

TEST(UnifiedDiff, HidesAPasswordBelowAnApostropheThatSqliteTakes) {
  EXPECT_THAT(diff("SELECT [it's];\nPASSWORD 'one'\n", "SELECT [it's];\nPASSWORD 'two'\n"),
              AllOf(HasSubstr("PASSWORD '***'"), Not(HasSubstr("two"))));
}

TEST(UnifiedDiff, OfLongTextsShowsTheirFewChanges) {
  std::string before;
  std::string after;
  for (int line = 0; line < 10'000; ++line) {
    before += "line " + std::to_string(line) + "\n";
    after += (line % 5'000 == 500 ? "changed " : "line ") + std::to_string(line) + "\n";
  }
  EXPECT_THAT(diff(before, after),
              AllOf(HasSubstr("@@ -498,7 +498,7 @@"), HasSubstr("@@ -5498,7 +5498,7 @@\n"),
                    HasSubstr("-line 5500\n+changed 5500\n")));
}

}  // namespace
}  // namespace migrate
