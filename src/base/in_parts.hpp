#pragma once

#include <algorithm>
#include <cstddef>
#include <future>
#include <thread>
#include <vector>

namespace migrate {

/// Cuts 0 to `count` into consecutive parts, calls `work(first, last)` for each, at the same time
/// on threads of their own, and gives the results in the order of the parts. No part is smaller
/// than `smallest`: a thread must be worth its start. An exception of `work` is passed on, the
/// first part's first, after all have ended.
template <typename Work>
auto in_parts(std::size_t count, std::size_t smallest, const Work& work)
    -> std::vector<decltype(work(count, count))> {
  constexpr std::size_t kMostThreads = 8;
  const std::size_t processors = std::max(std::thread::hardware_concurrency(), 1U);
  const std::size_t parts = std::clamp<std::size_t>(count / std::max<std::size_t>(smallest, 1), 1,
                                                    std::min(processors, kMostThreads));
  const auto begin_of = [&](std::size_t part) { return count * part / parts; };
  std::vector<std::future<decltype(work(count, count))>> others;
  for (std::size_t part = 1; part < parts; ++part) {
    // `deferred` where the system has no more threads: then `get` does it here.
    others.push_back(std::async(
        std::launch::async | std::launch::deferred,
        [&work, first = begin_of(part), last = begin_of(part + 1)] { return work(first, last); }));
  }
  std::vector<decltype(work(count, count))> results;
  results.reserve(parts);
  results.push_back(work(0, begin_of(1)));
  for (auto& other : others) results.push_back(other.get());
  return results;
}

}  // namespace migrate
