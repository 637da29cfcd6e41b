#include "engine/script/psql_variables.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace migrate {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> names_in(std::string_view sql) {
  std::vector<std::string> names;
  for (const PsqlVariable& variable : psql_variables(sql)) names.push_back(variable.name);
  return names;
}

TEST(PsqlVariables, FindsTheUpperBoundOfASlice) {
  EXPECT_THAT(names_in("SELECT a[1:2], a[lo:hi]"), ElementsAre("2", "hi"));
}

TEST(PsqlVariables, FindsQuotedForms) {
  EXPECT_THAT(names_in("SELECT :'a', :\"b\", :{?c}"), ElementsAre("a", "b", "c"));
}

TEST(PsqlVariables, LeavesCastsAlone) {
  EXPECT_THAT(names_in("SELECT '1'::int, x::\"T\", y::'z'"), IsEmpty());
}

TEST(PsqlVariables, FindsWhatFollowsThreeColons) {
  EXPECT_THAT(names_in("SELECT a[b:::c]"), ElementsAre("c"));
}

TEST(PsqlVariables, LeavesAssignmentsAndLooseColonsAlone) {
  EXPECT_THAT(names_in("SELECT f(a := 1, b:=2), a[1: n], a[1 :]"), IsEmpty());
}

TEST(PsqlVariables, LooksIntoNoQuoteBodyOrComment) {
  EXPECT_THAT(
      names_in("SELECT ':a', \":b\", $$ :c $$, $x$ :d $x$, E'\\':e' -- :f\n/* :g /* :h */ :i */"),
      IsEmpty());
}

TEST(PsqlVariables, LeavesQuotedTextThatIsNoNameAlone) {
  EXPECT_THAT(names_in("SELECT :'a b', :'', :{?}, :\"c"), IsEmpty());
}

TEST(PsqlVariables, ACommentEndsAtALoneCarriageReturn) {
  EXPECT_THAT(names_in("-- comment\rSELECT a[1:n]"), ElementsAre("n"));
}

TEST(PsqlVariables, ReservesWhatPsqlSetsItself) {
  EXPECT_TRUE(is_reserved({0, "ROW_COUNT", false}));
}

TEST(PsqlVariables, ReservesWhatTheScriptSets) {
  EXPECT_TRUE(is_reserved({0, "migrate_schema", false}));
}

TEST(PsqlVariables, ReservesATestForAVariable) { EXPECT_TRUE(is_reserved({0, "x", true})); }

TEST(PsqlVariables, DoesNotReserveNumbersAndLowerCase) {
  EXPECT_FALSE(is_reserved({0, "2", false}));
  EXPECT_FALSE(is_reserved({0, "Hi", false}));
}

}  // namespace
}  // namespace migrate
