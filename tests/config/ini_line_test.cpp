#include "config/ini_line.hpp"

#include <gtest/gtest.h>

#include <string>

namespace migrate {
namespace {

IniLine line(std::string_view text) { return IniLine(text, "x.ini", 4); }

TEST(IniLine, CountsColumnsInCharacters) {
  const Error error = line("é = x").error_at(5, "no");

  EXPECT_EQ(*error.where(), (Location{"x.ini", 4, 5}));
  EXPECT_EQ(error.caret(), 5U);
}

TEST(IniLine, ShowsItselfWithoutPasswords) {
  EXPECT_EQ(line("url = postgresql://u:secret@h/db").error_at(6, "no").excerpt(),
            "url = postgresql://u:***@h/db");
}

TEST(IniLine, KeepsTheCaretInFrontOfAPassword) {
  EXPECT_EQ(line("url = postgresql://u:secret@h/db").error_at(6, "no").caret(), 7U);
}

TEST(IniLine, PutsACaretBehindAPasswordWhereItBegins) {
  EXPECT_EQ(line("url = postgresql://u:secret@h/db").error_at(30, "no").caret(), 22U);
}

TEST(IniLine, HidesAValueThatMayBeAUrlWithoutItsScheme) {
  EXPECT_EQ(line("url = u:secret@h/db").error_at(0, "no").excerpt(), "url = ***");
}

TEST(IniLine, HidesAPasswordOfAConnectionString) {
  EXPECT_EQ(line("url = host=h password=secret").error_at(0, "no").excerpt(),
            "url = host=h password=***");
}

TEST(IniLine, LosesItsCarriageReturn) { EXPECT_EQ(line("a\r").text(), "a"); }

}  // namespace
}  // namespace migrate
