#pragma once

#include <chrono>
#include <stop_token>

namespace migrate {

/// Sleeps, but no longer than until a stop is asked for.
void pause(std::chrono::milliseconds duration, const std::stop_token& stop);

}  // namespace migrate
