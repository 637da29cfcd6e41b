#pragma once

#include <atomic>
#include <stop_token>
#include <thread>

namespace migrate {

/// Turns SIGINT and SIGTERM into a request to stop, for as long as it lives. A second signal ends
/// the program at once: the database rolls back what is open.
class SignalWatch {
 public:
  /// Blocks the signals in this thread and in all that it starts from now on.
  SignalWatch();
  ~SignalWatch();
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;

  [[nodiscard]] std::stop_token token() const noexcept { return stop_.get_token(); }
  /// The signal that came; 0 for none.
  [[nodiscard]] int signal() const noexcept { return signal_; }

 private:
  std::stop_source stop_;
  std::atomic<int> signal_{0};
  int end_event_;
  std::thread thread_;

  void watch(int signals);
};

}  // namespace migrate
