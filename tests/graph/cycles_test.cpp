#include "graph/cycles.hpp"

#include <gmock/gmock.h>

namespace migrate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(CyclesIn, FindsNoneInADiamond) { EXPECT_THAT(cycles_in({{}, {0}, {0}, {1, 2}}), IsEmpty()); }

TEST(CyclesIn, GivesEachRevisionBeforeTheOneItStandsOn) {
  EXPECT_THAT(cycles_in({{2}, {0}, {1}}), ElementsAre(ElementsAre(0U, 2U, 1U)));
}

TEST(CyclesIn, LeavesOutTheWayIntoTheCycle) {
  EXPECT_THAT(cycles_in({{1}, {2}, {1}}), ElementsAre(ElementsAre(1U, 2U)));
}

TEST(CyclesIn, FindsOneOfEachKnot) {
  EXPECT_THAT(cycles_in({{1}, {0}, {3, 0}, {2}, {5, 4}, {4, 6}, {4}}), SizeIs(3));
}

TEST(CyclesIn, IgnoresALinkToItself) { EXPECT_THAT(cycles_in({{0}}), IsEmpty()); }

}  // namespace
}  // namespace migrate
