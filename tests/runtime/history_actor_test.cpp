#include "runtime/history_actor.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace migrate {
namespace {

TEST(HistoryActor, IsThisProcess) {
  const HistoryActor actor = this_actor();
  EXPECT_NE(actor.user, "");
  EXPECT_NE(actor.host, "");
  EXPECT_THAT(actor.tool, ::testing::StartsWith("migrate "));
}

TEST(HistoryActor, TakesItsUserFromTheSystemAndNotFromTheEnvironment) {
  setenv("USER", "somebody_else", 1);
  setenv("LOGNAME", "somebody_else", 1);
  EXPECT_NE(this_actor().user, "somebody_else");
}

}  // namespace
}  // namespace migrate
