#include "base/helping_hands.hpp"

#include <algorithm>
#include <future>
#include <thread>
#include <utility>

namespace migrate {

std::size_t HelpingHands::spare_processors() noexcept {
  constexpr std::size_t kMost = 6;
  static const std::size_t there = std::thread::hardware_concurrency();
  return there > 2 ? std::min(there - 2, kMost) : 0;
}

void HelpingHands::help() {
  std::unique_lock lock(mutex_);
  while (!closed_) {
    if (has_next()) {
      do_next(lock);
    } else {
      changed_.wait(lock, [this] { return closed_ || has_next(); });
    }
  }
}

void HelpingHands::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  changed_.notify_all();
}

void HelpingHands::share(std::size_t count, const std::function<void(std::size_t)>& work) {
  {
    const std::lock_guard lock(mutex_);
    work_ = &work;
    next_ = 0;
    count_ = count;
    changed_.notify_all();
  }
  std::vector<std::future<void>> others;
  for (std::size_t other = 0; other < std::min(own_threads_, count - 1); ++other) {
    // `deferred` where the system has no more threads: then `get` finds nothing left to do.
    others.push_back(std::async(std::launch::async | std::launch::deferred, [this] { do_all(); }));
  }
  do_all();
  for (std::future<void>& other : others) other.get();
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return running_ == 0; });
  work_ = nullptr;
  if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
}

void HelpingHands::do_all() {
  std::unique_lock lock(mutex_);
  while (has_next()) do_next(lock);
}

void HelpingHands::do_next(std::unique_lock<std::mutex>& lock) {
  const std::function<void(std::size_t)>& work = *work_;
  const std::size_t part = next_++;
  ++running_;
  lock.unlock();
  std::exception_ptr thrown;
  try {
    work(part);
  } catch (...) {
    thrown = std::current_exception();
  }
  lock.lock();
  if (thrown) next_ = count_;
  if (thrown && !thrown_) thrown_ = thrown;
  if (--running_ == 0) changed_.notify_all();
}

}  // namespace migrate
