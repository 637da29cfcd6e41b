#include "base/this_process.hpp"

#include <gtest/gtest.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <cstdlib>

namespace migrate {
namespace {

TEST(ThisProcess, TakesItsUserFromTheSystemAndNotFromTheEnvironment) {
  setenv("USER", "somebody_else", 1);
  setenv("LOGNAME", "somebody_else", 1);
  EXPECT_NE(system_user(), "");
  EXPECT_NE(system_user(), "somebody_else");
}

TEST(ThisProcess, RunsOnTheHostThatTheSystemNames) {
  utsname system{};
  ASSERT_EQ(uname(&system), 0);
  EXPECT_EQ(host_name(), system.nodename);
}

TEST(ThisProcess, HasTheNumberThatTheSystemGaveIt) {
  EXPECT_EQ(process_number(), std::to_string(getpid()));
}

}  // namespace
}  // namespace migrate
