#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace migrate {

/// Work in parts between the thread that has it done, threads that are started for it, and threads
/// that have nothing else to do meanwhile. Every part is done once, by whoever takes it first.
///
/// One list at a time, and none from within its own work. Whoever helps must have come back before
/// this ends.
class HelpingHands {
 public:
  /// So many threads are started for a list of parts enough.
  explicit HelpingHands(std::size_t threads) noexcept : threads_(threads) {}

  /// How many threads can work at a time beside so many that have work of their own; some at most.
  [[nodiscard]] static std::size_t processors_beside(std::size_t busy) noexcept;

  /// Cuts `items` into consecutive parts, has `work(part)` called for each, and gives the results
  /// in the order of the parts. No part is smaller than `smallest`, unless it is the only one. When
  /// `work` throws, no more parts are begun; the exception of the first part that threw is passed
  /// on when all that were begun have ended.
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

  /// Helps with what is to be done now and later, until `close`.
  void help();

  /// No work will come any more: whoever helps may go.
  void close();

 private:
  static constexpr std::size_t kMostParts = 32;

  std::size_t threads_;
  std::mutex mutex_;
  std::condition_variable changed_;
  const std::function<void(std::size_t)>* work_ = nullptr;  ///< null: none is to be done
  std::size_t next_ = 0;                                    ///< the part that is to be taken
  std::size_t count_ = 0;                                   ///< of all parts
  std::size_t running_ = 0;
  std::exception_ptr thrown_;
  std::size_t thrown_by_ = 0;  ///< the part that threw it
  bool closed_ = false;

  void share(std::size_t count, const std::function<void(std::size_t)>& work);
  void do_all();
  /// Does the next part; `lock` is held before and after it. There must be one.
  void do_next(std::unique_lock<std::mutex>& lock);
  [[nodiscard]] bool has_next() const noexcept { return work_ != nullptr && next_ < count_; }
};

}  // namespace migrate
