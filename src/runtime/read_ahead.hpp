#pragma once

#include <functional>
#include <future>
#include <stop_token>

#include "base/helping_hands.hpp"

namespace migrate {

/// Work on a thread of its own beside something that can be stopped: where the work fails, the
/// other thing has no use any more. Who waits for it helps with it. Its end waits for the work.
class ReadAhead {
 public:
  /// `stop` is the stop token of the whole.
  explicit ReadAhead(std::stop_token stop);

  /// The token for what goes on beside the work: set with that of the whole, and when the work
  /// fails.
  [[nodiscard]] std::stop_token stop() const noexcept { return source_.get_token(); }

  /// Begins; to be called once at most. `work` heeds no token; the parts that it shares are done by
  /// who waits, too.
  void start(std::function<void(HelpingHands&)> work);

  /// Waits for the end of what was begun; throws what it threw, each time.
  void wait();

 private:
  std::stop_source source_;
  std::stop_callback<std::function<void()>> on_stop_;
  /// Two threads are busy: that which opens the database, and that which reads.
  HelpingHands hands_{HelpingHands::processors_beside(2)};
  std::shared_future<void> work_;
};

}  // namespace migrate
