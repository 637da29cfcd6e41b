#include "base/helping_hands.hpp"

#include <algorithm>
#include <future>
#include <thread>
#include <utility>

namespace migrate {

std::size_t HelpingHands::processors_beside(std::size_t busy) noexcept {
  constexpr std::size_t kMost = 8;  // more of them wait for the same folder
  static const std::size_t there = std::thread::hardware_concurrency();
  return std::min(there - std::min(there, busy), kMost - 1);
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
  try {
    for (std::size_t other = 0; other < std::min(threads_, count - 1); ++other) {
      others.push_back(std::async(std::launch::async, [this] { do_all(); }));
    }
  } catch (const std::exception&) {
    // The system has no more threads, or no memory for one: fewer do it too.
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
  if (thrown && (!thrown_ || part < thrown_by_)) {
    thrown_ = thrown;
    thrown_by_ = part;
  }
  if (--running_ == 0) changed_.notify_all();
}

}  // namespace migrate
