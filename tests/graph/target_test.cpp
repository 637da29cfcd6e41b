#include "graph/target.hpp"

#include <gmock/gmock.h>

#include "support/thrown.hpp"

namespace migrate {
namespace {

using Symbol = Target::Symbol;
using testing::HasSubstr;

TEST(ParseTarget, TakesAnIdAsAName) {
  const Target target = parse_target("3f2a9c81d0b4");

  EXPECT_EQ(target.symbol, Symbol::name);
  EXPECT_EQ(target.name, "3f2a9c81d0b4");
  EXPECT_EQ(target.offset, 0);
  EXPECT_FALSE(target.branch);
}

TEST(ParseTarget, KnowsTheSymbols) {
  EXPECT_EQ(parse_target("head").symbol, Symbol::head);
  EXPECT_EQ(parse_target("heads").symbol, Symbol::heads);
  EXPECT_EQ(parse_target("base").symbol, Symbol::base);
  EXPECT_EQ(parse_target("current").symbol, Symbol::current);
}

TEST(ParseTarget, TakesWhatOnlyBeginsLikeASymbolAsAName) {
  EXPECT_EQ(parse_target("header").name, "header");
  EXPECT_EQ(parse_target("Head").name, "Head");
}

TEST(ParseTarget, KeepsTheTextAsTyped) { EXPECT_EQ(parse_target("a@b+2").text, "a@b+2"); }

TEST(ParseTarget, TakesANumberAloneAsRelative) {
  EXPECT_EQ(parse_target("+2").symbol, Symbol::relative);
  EXPECT_EQ(parse_target("+2").offset, 2);
  EXPECT_EQ(parse_target("-13").offset, -13);
}

TEST(ParseTarget, TakesADigitsOnlyIdAsAName) { EXPECT_EQ(parse_target("0001").name, "0001"); }

TEST(ParseTarget, CountsFromANamedRevision) {
  EXPECT_EQ(parse_target("3f2a+2").name, "3f2a");
  EXPECT_EQ(parse_target("3f2a+2").offset, 2);
  EXPECT_EQ(parse_target("3f2a-1").offset, -1);
}

TEST(ParseTarget, CountsFromAnIdWithADot) {
  EXPECT_EQ(parse_target("v1.2+1").name, "v1.2");
  EXPECT_EQ(parse_target("v1.2+1").offset, 1);
}

TEST(ParseTarget, CountsFromASymbol) {
  EXPECT_EQ(parse_target("head-2").symbol, Symbol::head);
  EXPECT_EQ(parse_target("head-2").offset, -2);
}

TEST(ParseTarget, TakesTheBranchBeforeTheAt) {
  EXPECT_EQ(parse_target("web@head").branch, "web");
  EXPECT_EQ(parse_target("web@head").symbol, Symbol::head);
  EXPECT_EQ(parse_target("web@-1").symbol, Symbol::relative);
  EXPECT_EQ(parse_target("web@3f2a").name, "3f2a");
}

class NoTarget : public testing::TestWithParam<const char*> {};

TEST_P(NoTarget, IsRefusedAsTyped) {
  const Error error = thrown_by([] { return parse_target(GetParam()); });

  EXPECT_EQ(error.fault(), Fault::usage);
  EXPECT_THAT(error.what(), HasSubstr("`" + std::string(GetParam()) + "`"));
  EXPECT_THAT(error.hint(), HasSubstr("LABEL@"));
}

INSTANTIATE_TEST_SUITE_P(Forms, NoTarget,
                         testing::Values("", "a:b", "@head", "web@", "@", "a@b@c", "+", "-", "+x",
                                         "a+", "a-b", "a+1x", "+1+1", "+-1", "--1", "+0", "-0",
                                         "web@+0", "head@+1", "base@head", "current@head",
                                         "+99999999999"));

TEST(ParseRange, TakesBothSides) {
  const Range range = parse_range("-3:head");

  ASSERT_TRUE(range.from && range.to);
  EXPECT_EQ(range.from->offset, -3);
  EXPECT_EQ(range.to->symbol, Symbol::head);
}

TEST(ParseRange, LeavesAnEmptySideOut) {
  EXPECT_FALSE(parse_range(":head").from);
  EXPECT_FALSE(parse_range("current:").to);
  EXPECT_TRUE(parse_range("current:").from);
}

TEST(ParseRange, RefusesAnyOtherNumberOfColons) {
  EXPECT_THAT(thrown_by([] { return parse_range("a"); }).what(), HasSubstr("one colon"));
  EXPECT_THAT(thrown_by([] { return parse_range("a:b:c"); }).what(), HasSubstr("one colon"));
}

TEST(ParseRange, RefusesASideThatIsNoTarget) {
  EXPECT_THAT(thrown_by([] { return parse_range("a:@"); }).what(), HasSubstr("`@`"));
}

TEST(IsRange, LooksForAColon) {
  EXPECT_TRUE(is_range(":"));
  EXPECT_FALSE(is_range("head"));
}

}  // namespace
}  // namespace migrate
