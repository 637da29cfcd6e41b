#include "config/ini.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace migrate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// Sections and entries on one line each.
std::vector<std::string> content(const IniFile& ini) {
  std::vector<std::string> lines;
  for (const IniSection& section : ini.sections) {
    lines.push_back("[" + section.name + "]");
    for (const IniEntry& entry : section.entries) lines.push_back(entry.key + "=" + entry.value);
  }
  return lines;
}

std::vector<std::string> content(std::string_view text) {
  const IniFile ini = read_ini(text, "x.ini");
  EXPECT_THAT(ini.problems, IsEmpty());
  return content(ini);
}

/// The only problem of a text.
Error problem_of(std::string_view text) {
  const IniFile ini = read_ini(text, "x.ini");
  EXPECT_THAT(ini.problems, SizeIs(1));
  return ini.problems.at(0);
}

TEST(Ini, HasSectionsKeysAndValues) {
  EXPECT_THAT(content("[a]\nx = 1\ny=2\n[b]\nx=3"), ElementsAre("[a]", "x=1", "y=2", "[b]", "x=3"));
}

TEST(Ini, MayBeEmpty) { EXPECT_THAT(content(""), IsEmpty()); }

TEST(Ini, SkipsAByteOrderMark) { EXPECT_THAT(content("\xEF\xBB\xBF[a]\n"), ElementsAre("[a]")); }

TEST(Ini, TakesCarriageReturnsBeforeLineFeeds) {
  EXPECT_THAT(content("[a]\r\nx = 1\r\n\r\n"), ElementsAre("[a]", "x=1"));
}

TEST(Ini, TakesBlanksAroundEverything) {
  EXPECT_THAT(content(" [ a b ] \n\tx \t= 1 2 \t\n"), ElementsAre("[a b]", "x=1 2"));
}

TEST(Ini, TakesEmptyValues) {
  EXPECT_THAT(content("[a]\nx=\ny = ; none"), ElementsAre("[a]", "x=", "y="));
}

TEST(Ini, KeepsFurtherEqualsSignsInTheValue) {
  EXPECT_THAT(content("[a]\nx = b=c=d"), ElementsAre("[a]", "x=b=c=d"));
}

TEST(Ini, SkipsCommentsAtTheStartOfALine) {
  EXPECT_THAT(content("; a\n# b = c\n  ; d\n[a]"), ElementsAre("[a]"));
}

TEST(Ini, SkipsCommentsBehindWhiteSpace) {
  EXPECT_THAT(content("[a] ; b\nx = 1 # c\ny = 2\t; d"), ElementsAre("[a]", "x=1", "y=2"));
}

TEST(Ini, KeepsCommentMarksInsideAValue) {
  EXPECT_THAT(content("[a]\nx = b;c#d\ny =;e"), ElementsAre("[a]", "x=b;c#d", "y=;e"));
}

TEST(Ini, InterpolatesNothing) {
  EXPECT_THAT(content("[a]\nx = %(here)s %(y)s %% ${z}"),
              ElementsAre("[a]", "x=%(here)s %(y)s %% ${z}"));
}

TEST(Ini, KnowsWhereKeysAndValuesStand) {
  const IniFile ini = read_ini("[a]\n\n  x = 1", "x.ini");
  const IniEntry& entry = ini.sections.at(0).entries.at(0);

  EXPECT_EQ(*entry.line.error_at(entry.key_offset, "").where(), (Location{"x.ini", 3, 3}));
  EXPECT_EQ(*entry.line.error_at(entry.value_offset, "").where(), (Location{"x.ini", 3, 7}));
}

TEST(Ini, RefusesALineWithoutAnEqualsSign) {
  const Error error = problem_of("[a]\nx 1\ny = 2");

  EXPECT_EQ(*error.where(), (Location{"x.ini", 2, 1}));
  EXPECT_EQ(error.excerpt(), "x 1");
  EXPECT_EQ(error.fault(), Fault::config);
}

TEST(Ini, SaysThatAValueCannotGoOnOnTheNextLine) {
  EXPECT_THAT(problem_of("[a]\nx = 1,\n  2").hint(), HasSubstr("a value ends with its line"));
}

TEST(Ini, RefusesAColonInThePlaceOfAnEqualsSign) {
  EXPECT_THAT(problem_of("[a]\nurl: b?c=d").what(), HasSubstr("`key = value`"));
}

TEST(Ini, RefusesALineWithoutAKey) { EXPECT_EQ(problem_of("[a]\n= 1").where()->line, 2U); }

TEST(Ini, RefusesAKeyBeforeTheFirstSectionOnce) {
  EXPECT_EQ(*problem_of("x = 1\ny = 2\n[a]").where(), (Location{"x.ini", 1, 1}));
}

TEST(Ini, RefusesARepeatedKeyAndSaysWhereItIsAlready) {
  const Error error = problem_of("[a]\nx = 1\n\nx = 2");

  EXPECT_STREQ(error.what(), "repeated key `x`");
  EXPECT_EQ(error.where()->line, 4U);
  EXPECT_EQ(error.hint(), "it is already in line 2");
}

TEST(Ini, TakesTheSameKeyInTwoSections) {
  EXPECT_THAT(content("[a]\nx = 1\n[b]\nx = 2"), SizeIs(4));
}

TEST(Ini, RefusesARepeatedSection) {
  EXPECT_STREQ(problem_of("[a]\n[b]\n[ a ]").what(), "repeated section [a]");
}

TEST(Ini, RefusesSectionsThatAreNotClosedOrHaveNoName) {
  for (const char* text : {"[a", "[]", "[ ]", "[a] b", "[a]]", "[a;b", "["}) {
    EXPECT_THAT(problem_of(text).what(), HasSubstr("[name]")) << text;
  }
}

TEST(Ini, BlamesNoKeyForTheHeaderAboveIt) {
  EXPECT_EQ(problem_of("[a\nx = 1\nx = 2").where()->line, 1U);
}

TEST(Ini, RefusesBytesThatAreNoText) {
  for (const std::string& text : {std::string("[a]\nx = \xFF"), std::string("[a]\nx = \0", 9),
                                  std::string("[a]\nx = \x1B[31m"), std::string("[a]\nx = 1\r2")}) {
    const Error error = problem_of(text);
    EXPECT_STREQ(error.what(), "a byte that is no text");
    EXPECT_EQ(error.where()->line, 2U);
    EXPECT_EQ(error.excerpt(), "");
  }
}

TEST(Ini, FindsAllProblemsAtOnce) {
  const IniFile ini = read_ini("[a\nb\nc = 1\n[d]\ne\nf = 1\nf = 2", "x.ini");

  std::vector<std::size_t> lines;
  for (const Error& problem : ini.problems) lines.push_back(problem.where()->line);
  EXPECT_THAT(lines, ElementsAre(1U, 2U, 5U, 7U));
}

TEST(Ini, ShowsNoPasswordOfALineThatItRefuses) {
  for (const char* line : {"url postgresql://u:secret@h/db", "  u:secret@h/db", "  secret@h",
                           "url: postgresql://u:secret@h/db?a=b", "postgresql:/u:secret@h",
                           "postgresql://u:a #secret@h/db"}) {
    EXPECT_EQ(problem_of("[a]\n" + std::string(line)).excerpt().find("secret"), std::string::npos)
        << line;
  }
}

TEST(Ini, ReadsALongFileInLinearTime) {
  std::string text = "[a]\n";
  for (int i = 0; i < 50'000; ++i)
    text += "key" + std::to_string(i) + " = postgresql://u:p@h\nbad line\n";

  EXPECT_THAT(read_ini(text, "x.ini").problems, SizeIs(50'000));
}

}  // namespace
}  // namespace migrate
