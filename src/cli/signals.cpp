#include "cli/signals.hpp"

#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>

namespace migrate {
namespace {

sigset_t stopping_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

int checked(int descriptor) {
  if (descriptor < 0) throw std::system_error(errno, std::generic_category(), "signals");
  return descriptor;
}

}  // namespace

SignalWatch::SignalWatch() : end_event_(checked(eventfd(0, EFD_CLOEXEC))) {
  const sigset_t signals = stopping_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  const int descriptor = checked(signalfd(-1, &signals, SFD_CLOEXEC));
  thread_ = std::thread([this, descriptor] { watch(descriptor); });
}

SignalWatch::~SignalWatch() {
  eventfd_write(end_event_, 1);
  thread_.join();
  close(end_event_);
  const sigset_t signals = stopping_signals();
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
}

void SignalWatch::watch(int signals) {
  std::array<pollfd, 2> waiting{{{signals, POLLIN, 0}, {end_event_, POLLIN, 0}}};
  while (poll(waiting.data(), waiting.size(), -1) > 0 || errno == EINTR) {
    if ((waiting[1].revents & POLLIN) != 0) break;
    signalfd_siginfo info{};
    if (read(signals, &info, sizeof info) != static_cast<ssize_t>(sizeof info)) continue;
    signal_ = static_cast<int>(info.ssi_signo);
    // A second signal finds them unblocked in this thread and ends the program, even where the
    // request to stop waits for a server that does not answer.
    const sigset_t stopping = stopping_signals();
    pthread_sigmask(SIG_UNBLOCK, &stopping, nullptr);
    stop_.request_stop();
  }
  close(signals);
}

}  // namespace migrate
