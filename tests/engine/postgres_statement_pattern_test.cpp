#include "engine/postgres/postgres_statement_pattern.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace migrate {
namespace {

using ::testing::ElementsAre;
using ::testing::Eq;
using ::testing::Optional;

TEST(StatementPattern, TakesKeywordsInAnyCaseAndPastComments) {
  EXPECT_TRUE(StatementHead("drop -- a\n /* b */ Index x").begins("DROP INDEX"));
}

TEST(StatementPattern, TakesNoQuotedNameForAKeyword) {
  EXPECT_FALSE(StatementHead("DROP \"index\"").begins("DROP INDEX"));
}

TEST(StatementPattern, TakesOneOfSeveralKeywords) {
  EXPECT_TRUE(StatementHead("DROP VIEW x").begins("DROP TABLE|VIEW"));
}

TEST(StatementPattern, FindsNamesAsTheyAreWritten) {
  EXPECT_THAT(StatementHead("ON \"a.\"\"b\" . c(x)").names_in("ON %"),
              Optional(ElementsAre("\"a.\"\"b\".c")));
}

TEST(StatementPattern, TakesOptionalKeywordsAllOrNone) {
  const StatementHead named_if("DROP INDEX if");
  EXPECT_THAT(named_if.names_in("DROP INDEX [IF EXISTS] %"), Optional(ElementsAre("if")));
}

TEST(StatementPattern, SkipsAGroupThatMayBeThere) {
  EXPECT_TRUE(StatementHead("REINDEX (a, b) TABLE t").begins("REINDEX () TABLE"));
}

TEST(StatementPattern, DoesWithoutAGroup) {
  EXPECT_TRUE(StatementHead("REINDEX TABLE t").begins("REINDEX () TABLE"));
}

TEST(StatementPattern, WantsTheOptionOfAGroup) {
  EXPECT_FALSE(StatementHead("REINDEX (a) TABLE t").begins("REINDEX (B) TABLE"));
}

TEST(StatementPattern, SeesTheEnd) { EXPECT_FALSE(StatementHead("CLUSTER t").begins("CLUSTER $")); }

TEST(StatementPattern, HasNoNameInUnicodeEscapes) {
  EXPECT_FALSE(StatementHead("DROP U&\"\\0061\"").begins("DROP %"));
}

TEST(StatementPattern, GivesWhatFollows) {
  EXPECT_THAT(StatementHead("SELECT /* a */ f(1)").rest_after("SELECT"), Optional(Eq("f(1)")));
}

TEST(StatementPattern, HoldsTwoKeywordsInARow) {
  EXPECT_TRUE(StatementHead("BEGIN ISOLATION LEVEL a, read only").holds("READ", "ONLY"));
}

TEST(StatementPattern, GivesTheFirstWordInUpperCase) {
  EXPECT_EQ(StatementHead("/* a */ rollback").first_word(), "ROLLBACK");
}

TEST(StatementPattern, OfNothingMatchesNothing) { EXPECT_FALSE(StatementHead("").begins("%")); }

}  // namespace
}  // namespace migrate
