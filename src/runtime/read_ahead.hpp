#pragma once

#include <functional>
#include <future>
#include <stop_token>

namespace migrate {

/// Work on a thread of its own beside something that can be stopped: where the work fails, the
/// other thing has no use any more. Its end waits for the work.
class ReadAhead {
 public:
  /// `stop` is the stop token of the whole.
  explicit ReadAhead(std::stop_token stop);

  /// The token for what goes on beside the work: set with that of the whole, and when the work
  /// fails.
  [[nodiscard]] std::stop_token stop() const noexcept { return source_.get_token(); }

  /// Begins; to be called once at most. `work` heeds no token.
  void start(std::function<void()> work);

  /// Waits for the end of what was begun; throws what it threw, each time.
  void wait() const;

 private:
  std::stop_source source_;
  std::stop_callback<std::function<void()>> on_stop_;
  std::shared_future<void> work_;
};

}  // namespace migrate
