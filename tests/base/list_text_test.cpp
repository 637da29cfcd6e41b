#include "base/list_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace migrate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Trimmed, TakesBlanksTabsAndCarriageReturnsOffBothEnds) {
  EXPECT_EQ(trimmed(" \ta b\t\r"), "a b");
}

TEST(Trimmed, LeavesNothingOfBlanks) { EXPECT_EQ(trimmed(" \t\r"), ""); }

TEST(SplitList, TrimsItsItems) { EXPECT_THAT(split_list(" a ,b , c"), ElementsAre("a", "b", "c")); }

TEST(SplitList, FindsNothingInAnEmptyText) { EXPECT_THAT(split_list("  "), IsEmpty()); }

TEST(SplitList, KeepsEmptyItems) {
  EXPECT_THAT(split_list("a,,b,"), ElementsAre("a", "", "b", ""));
}

}  // namespace
}  // namespace migrate
