#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

namespace migrate {

/// Work in parts between a thread that has it done and threads that have nothing else to do
/// meanwhile. Every part is done once, by whoever takes it first.
class HelpingHands {
 public:
  /// It starts so many threads of its own too where there are parts enough for them; by default
  /// those that processors are left for beside the thread that has it done and one that helps.
  explicit HelpingHands(std::size_t own_threads = spare_processors()) noexcept
      : own_threads_(own_threads) {}

  /// Cuts `items` into consecutive parts, has `work(part)` called for each, here and by those that
  /// help, and gives the results in the order of the parts. No part is smaller than `smallest`,
  /// unless it is the only one. An exception of `work` is passed on when all that were begun have
  /// ended; then no more parts are begun.
  template <typename Item, typename Work>
  auto in_parts(std::span<const Item> items, std::size_t smallest, const Work& work)
      -> std::vector<decltype(work(items))> {
    const std::size_t parts =
        std::clamp<std::size_t>(items.size() / std::max<std::size_t>(smallest, 1), 1, kMostParts);
    std::vector<std::optional<decltype(work(items))>> found(parts);
    share(parts, [&](std::size_t part) {
      const std::size_t begin = items.size() * part / parts;
      found[part] = work(items.subspan(begin, items.size() * (part + 1) / parts - begin));
    });
    std::vector<decltype(work(items))> results;
    results.reserve(parts);
    for (auto& result : found) results.push_back(std::move(*result));
    return results;
  }

  /// Helps until nothing is to be done any more: returns after `close`.
  void help();

  /// No work will come any more. Called by the thread that had it done, once.
  void close();

 private:
  static constexpr std::size_t kMostParts = 32;

  std::size_t own_threads_;
  std::mutex mutex_;
  std::condition_variable changed_;
  const std::function<void(std::size_t)>* work_ = nullptr;  ///< null: none is to be done
  std::size_t next_ = 0;                                    ///< the part that is to be taken
  std::size_t count_ = 0;                                   ///< of all parts
  std::size_t running_ = 0;
  std::exception_ptr thrown_;  ///< by a part, the first one
  bool closed_ = false;

  [[nodiscard]] static std::size_t spare_processors() noexcept;

  void share(std::size_t count, const std::function<void(std::size_t)>& work);
  void do_all();
  /// Does the next part; `lock` is held before and after it. There must be one.
  void do_next(std::unique_lock<std::mutex>& lock);
  [[nodiscard]] bool has_next() const noexcept { return work_ != nullptr && next_ < count_; }
};

}  // namespace migrate
