#include "runtime/pause.hpp"

#include <condition_variable>
#include <mutex>

namespace migrate {

void pause(std::chrono::milliseconds duration, const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any wake;
  std::unique_lock guard(mutex);
  wake.wait_for(guard, stop, duration, [] { return false; });
}

}  // namespace migrate
