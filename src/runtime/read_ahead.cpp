#include "runtime/read_ahead.hpp"

#include <chrono>
#include <utility>

namespace migrate {

ReadAhead::ReadAhead(std::stop_token stop)
    : on_stop_(std::move(stop), [source = source_]() mutable { source.request_stop(); }) {}

void ReadAhead::start(std::function<void(HelpingHands&)> work) {
  auto run = [this, work = std::move(work)] {
    try {
      work(hands_);
      hands_.close();
    } catch (...) {
      source_.request_stop();
      hands_.close();
      throw;
    }
  };
  // `deferred` where the system has no more threads: then `wait` does it.
  work_ = std::async(std::launch::async | std::launch::deferred, std::move(run)).share();
}

void ReadAhead::wait() {
  if (!work_.valid()) return;
  const bool runs = work_.wait_for(std::chrono::seconds(0)) != std::future_status::deferred;
  if (runs) hands_.help();
  work_.get();
}

}  // namespace migrate
