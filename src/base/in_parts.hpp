#pragma once

#include <algorithm>
#include <cstddef>
#include <future>
#include <span>
#include <thread>
#include <vector>

namespace migrate {

/// So many revision files take about a millisecond.
constexpr std::size_t kFilesWorthAThread = 250;

/// Cuts `items` into consecutive parts, calls `work(part)` for each, at the same time on threads of
/// their own, and gives the results in the order of the parts. No part is smaller than `smallest`:
/// a thread must be worth its start. An exception of `work` is passed on, the first part's first,
/// after all have ended.
template <typename Item, typename Work>
auto in_parts(std::span<const Item> items, std::size_t smallest, const Work& work)
    -> std::vector<decltype(work(items))> {
  constexpr std::size_t kMostThreads = 8;
  const std::size_t count = items.size();
  static const std::size_t processors = std::max(std::thread::hardware_concurrency(), 1U);
  const std::size_t parts = std::clamp<std::size_t>(count / std::max<std::size_t>(smallest, 1), 1,
                                                    std::min(processors, kMostThreads));
  const auto part = [&](std::size_t number) {
    const std::size_t begin = count * number / parts;
    return items.subspan(begin, count * (number + 1) / parts - begin);
  };
  std::vector<std::future<decltype(work(items))>> others;
  for (std::size_t number = 1; number < parts; ++number) {
    // `deferred` where the system has no more threads: then `get` does it here.
    others.push_back(std::async(std::launch::async | std::launch::deferred,
                                [&work, mine = part(number)] { return work(mine); }));
  }
  std::vector<decltype(work(items))> results;
  results.reserve(parts);
  results.push_back(work(part(0)));
  for (auto& other : others) results.push_back(other.get());
  return results;
}

}  // namespace migrate
