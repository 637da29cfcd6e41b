#include "cli/progress_text.hpp"

#include <gtest/gtest.h>

namespace migrate {
namespace {

using namespace std::chrono_literals;

RunProgress third_of_seven() { return {7, 2, "3f2a9c81d0b4", "Add users", 12400ms, {}}; }

StatementRun statement(std::size_t line) { return {"3f2a9c81d0b4", {"x.sql", line, 0}, 74s, {}}; }

TEST(ProgressLine, SaysWhichRevisionOfHowManyRunsAndForHowLong) {
  EXPECT_EQ(progress_line(third_of_seven(), 79),
            "[##-------] 3 of 7  3f2a9c81d0b4  12 s  Add users");
}

TEST(ProgressLine, CountsNoFurtherThanToTheLast) {
  EXPECT_EQ(progress_line({2, 2, "b", "", 0ms, {}}, 79), "[#########] 2 of 2  b  0 s");
}

TEST(ProgressLine, SaysHowLongTheStatementHasRunAndOnWhichLineItStands) {
  RunProgress progress = third_of_seven();
  progress.statement = statement(14);
  EXPECT_EQ(progress_line(progress, 79),
            "[##-------] 3 of 7  3f2a9c81d0b4  line 14: 74 s  Add users");
  progress.statement = statement(0);
  EXPECT_EQ(progress_line(progress, 79), "[##-------] 3 of 7  3f2a9c81d0b4  74 s  Add users");
}

TEST(ProgressLine, SaysHowFarAnIndexIs) {
  RunProgress progress = third_of_seven();
  progress.statement = statement(14);
  progress.statement->progress = {"CREATE INDEX", "users", "building index: scanning table",
                                  "blocks",       240,     1000};
  EXPECT_EQ(progress_line(progress, 160),
            "[#####---------------] 3 of 7  3f2a9c81d0b4  line 14: 74 s  24 % building index: "
            "scanning table, CREATE INDEX on users  Add users");
}

TEST(ProgressLine, IsNeverWiderThanTheTerminal) {
  RunProgress progress = third_of_seven();
  progress.message = "Ein Schlüssel für Größe und 日本語";
  for (std::size_t columns = 0; columns < 100; ++columns) {
    EXPECT_LE(columns_of(progress_line(progress, columns)), columns);
  }
}

TEST(ProgressLine, IsCutBetweenCharacters) {
  EXPECT_EQ(fitted("Größe", 5), "Größe");
  EXPECT_EQ(fitted("Größer", 5), "Gr...");
  EXPECT_EQ(fitted("日本語の", 7), "日本...");
  EXPECT_EQ(fitted("Größe", 2), "Gr");
}

TEST(ProgressLine, CountsColumns) {
  EXPECT_EQ(columns_of("Größe"), 5U);
  EXPECT_EQ(columns_of("日本語"), 6U);
  EXPECT_EQ(columns_of("\xff\xfe"), 2U);
}

TEST(ProgressLine, WritesControlCharactersOut) {
  EXPECT_EQ(progress_line({2, 0, "b", "\x1b[2J", 0ms, {}}, 79),
            "[---------] 1 of 2  b  0 s  \\x1b[2J");
}

TEST(ProgressLine, HoldsNoControlCharacters) {
  EXPECT_EQ(fitted("a\x1b[2J\nb\tc", 20), "a\\x1b[2J b c");
}

}  // namespace
}  // namespace migrate
