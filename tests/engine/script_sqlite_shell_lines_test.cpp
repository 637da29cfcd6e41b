#include "engine/script/sqlite_shell_lines.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace migrate {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> refused_places(const std::string& sql) {
  std::vector<std::string> places;
  for (const Error& problem : sqlite_shell_refusals(SourceText(sql, "x.sql", 10))) {
    places.push_back(std::to_string(problem.where()->line) + ":" +
                     std::to_string(problem.where()->column));
  }
  return places;
}

TEST(SqliteShellLines, RefusesALineThatIsOnlyASlash) {
  EXPECT_THAT(refused_places("SELECT 4\n  / \n2;\n"), ElementsAre("11:3"));
}

TEST(SqliteShellLines, RefusesALineThatIsOnlyGo) {
  EXPECT_THAT(refused_places("SELECT 4 AS\nGo\n;"), ElementsAre("11:1"));
}

TEST(SqliteShellLines, RefusesATerminatorThatAnythingButACommentFollows) {
  EXPECT_THAT(refused_places("SELECT 4\n/ -- four\n2;SELECT 4\n/ /* x */\n"),
              ElementsAre("11:1", "13:1"));
}

TEST(SqliteShellLines, RefusesATerminatorOnTheLastLine) {
  EXPECT_THAT(refused_places("SELECT 4\ngo"), ElementsAre("11:1"));
}

TEST(SqliteShellLines, AllowsASlashBesideOtherThings) {
  EXPECT_THAT(refused_places("SELECT 4\n/ 2\n, 4 /\n2, 4\n/ /*\n*/ 2;"), IsEmpty());
}

TEST(SqliteShellLines, AllowsTerminatorsWithinQuotesAndComments) {
  EXPECT_THAT(refused_places("SELECT '\n/\n', \"\ngo\n\", [\ngo\n]; /*\ngo\n/\n*/"), IsEmpty());
}

TEST(SqliteShellLines, AllowsWordsThatBeginWithGo) {
  EXPECT_THAT(refused_places("SELECT 1 AS\ngone;"), IsEmpty());
}

TEST(SqliteShellLines, RefusesADotCommand) {
  EXPECT_THAT(refused_places("SELECT 1;\n.shell rm -r x\n"), ElementsAre("11:1"));
}

TEST(SqliteShellLines, RefusesADotCommandAfterComments) {
  EXPECT_THAT(refused_places("-- a\n/* b */\n.quit\n"), ElementsAre("12:1"));
}

TEST(SqliteShellLines, RefusesAHashAtTheStartOfAStatement) {
  EXPECT_THAT(refused_places("# a comment of MySQL\n"), ElementsAre("10:1"));
}

TEST(SqliteShellLines, AllowsANumberThatBeginsWithADotWithinAStatement) {
  EXPECT_THAT(refused_places("INSERT INTO t VALUES (1,\n.5);\n"), IsEmpty());
}

TEST(SqliteShellLines, RefusesCrLfInQuotesOnly) {
  EXPECT_THAT(refused_places("SELECT 1,\r\n'a\r\nb' -- c\r\n;\r\n"), ElementsAre("11:1"));
}

TEST(SqliteShellLines, SaysWhatToDo) {
  const auto problems = sqlite_shell_refusals(SourceText("SELECT 4\n/\n2", "x.sql"));
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_THAT(problems.front().hint(), HasSubstr("without --sql"));
}

}  // namespace
}  // namespace migrate
