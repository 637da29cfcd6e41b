#include "cli/signals.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <future>
#include <stop_token>

namespace migrate {
namespace {

/// Returns once a stop was asked for.
void wait_for_stop(const std::stop_token& token) {
  std::promise<void> stopped;
  const std::stop_callback heard(token, [&] { stopped.set_value(); });
  stopped.get_future().wait();
}

/// The exit code of a process that does `work`; -1 when a signal ended it.
template <typename Work>
int exit_code_of_child(Work work) {
  const pid_t child = fork();
  if (child == 0) {
    work();
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

class Signals : public testing::TestWithParam<int> {};

TEST_P(Signals, AskToStop) {
  const SignalWatch watch;
  kill(getpid(), GetParam());
  wait_for_stop(watch.token());

  EXPECT_EQ(watch.signal(), GetParam());
}

TEST_P(Signals, EndTheProgramWhenTheyComeAgain) {
  const int code = exit_code_of_child([] {
    const SignalWatch watch;
    kill(getpid(), SIGTERM);
    wait_for_stop(watch.token());
    kill(getpid(), GetParam());
    for (;;) pause();
  });

  EXPECT_EQ(code, 128 + GetParam());
}

TEST_P(Signals, EndTheProgramAsEverOnceNobodyWatches) {
  const int code = exit_code_of_child([] {
    { const SignalWatch watch; }
    kill(getpid(), GetParam());
  });

  EXPECT_EQ(code, 128 + GetParam());
}

INSTANTIATE_TEST_SUITE_P(All, Signals, testing::Values(SIGINT, SIGTERM));

TEST(SignalWatchTest, HearsNothingWhereNothingCame) {
  const SignalWatch watch;

  EXPECT_FALSE(watch.token().stop_requested());
  EXPECT_EQ(watch.signal(), 0);
}

TEST(SignalWatchTest, CanBeginAnew) {
  { const SignalWatch earlier; }
  const SignalWatch watch;
  kill(getpid(), SIGTERM);
  wait_for_stop(watch.token());

  EXPECT_EQ(watch.signal(), SIGTERM);
}

}  // namespace
}  // namespace migrate
