#include "runtime/read_ahead.hpp"

#include <utility>

namespace migrate {

ReadAhead::ReadAhead(std::stop_token stop)
    : on_stop_(std::move(stop), [source = source_]() mutable { source.request_stop(); }) {}

void ReadAhead::start(std::function<void()> work) {
  // `deferred` where the system has no more threads: then `wait` does it.
  work_ = std::async(std::launch::async | std::launch::deferred, [work = std::move(work),
                                                                  source = source_]() mutable {
            try {
              work();
            } catch (...) {
              source.request_stop();
              throw;
            }
          }).share();
}

void ReadAhead::wait() const {
  if (work_.valid()) work_.get();
}

}  // namespace migrate
