#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "base/helping_hands.hpp"

namespace migrate {

/// So many revision files take about a millisecond.
constexpr std::size_t kFilesWorthAThread = 250;

/// HelpingHands::in_parts on all processors, for a thread that has nothing else to do. No part is
/// smaller than `smallest`: a thread must be worth its start.
template <typename Item, typename Work>
auto in_parts(std::span<const Item> items, std::size_t smallest, const Work& work)
    -> std::vector<decltype(work(items))> {
  return HelpingHands(HelpingHands::processors_beside(1)).in_parts(items, smallest, work);
}

}  // namespace migrate
