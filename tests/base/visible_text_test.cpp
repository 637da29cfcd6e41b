#include "base/visible_text.hpp"

#include <gtest/gtest.h>

namespace migrate {
namespace {

TEST(VisibleText, WritesOutWhatWouldDriveATerminal) {
  EXPECT_EQ(visible_text("a\x1b[31mred\x1b[0m"), "a\\x1b[31mred\\x1b[0m");
  EXPECT_EQ(visible_text("bell \a, back \b, delete \x7f"), "bell \\x07, back \\x08, delete \\x7f");
  EXPECT_EQ(visible_text(std::string_view("a\0b", 3)), "a\\x00b");
}

TEST(VisibleText, WritesOutControlsAboveAsciiToo) {
  EXPECT_EQ(visible_text("\xc2\x9b"
                         "2J"),
            "\\u009b2J");
  EXPECT_EQ(visible_text("\xc2"), "\xc2");
}

TEST(VisibleText, KeepsLinesTabsAndEveryScript) {
  const std::string text = "one\ttwo\r\nthree\n\xc2\xa0\xc3\xa9 \xe6\xbc\xa2";
  EXPECT_EQ(visible_text(text), text);
}

TEST(VisibleText, WritesOutAReturnThatWouldWriteOverTheLine) {
  EXPECT_EQ(visible_text("safe\rfake"), "safe\\x0dfake");
  EXPECT_EQ(visible_text("end\r"), "end\\x0d");
}

}  // namespace
}  // namespace migrate
