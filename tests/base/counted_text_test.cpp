#include "base/counted_text.hpp"

#include <gtest/gtest.h>

namespace migrate {
namespace {

TEST(CountedTextTest, NamesOneThingInTheSingularAndAllElseInThePlural) {
  EXPECT_EQ(counted(0, "revision"), "0 revisions");
  EXPECT_EQ(counted(1, "revision"), "1 revision");
  EXPECT_EQ(counted(12, "revision"), "12 revisions");
}

}  // namespace
}  // namespace migrate
