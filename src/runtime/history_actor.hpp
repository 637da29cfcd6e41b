#pragma once

#include "db/history_entry.hpp"

namespace migrate {

/// This process: the operating system's user, the machine, and the version of the tool. What the
/// system does not tell is empty.
[[nodiscard]] HistoryActor this_actor();

}  // namespace migrate
