#pragma once

#include <memory>
#include <stop_token>

#include "db/database.hpp"
#include "migrate/observer.hpp"

namespace migrate {

/// `database`, of which a refused connection is tried again, `retries` times, while the refusal
/// says that the server is not up yet; `observer` hears of each. An aftermath, which has a patience
/// of its own, and locks are as they were. `observer` must outlive it.
[[nodiscard]] std::unique_ptr<Database> patient(std::unique_ptr<Database> database, int retries,
                                                std::stop_token stop, Observer& observer);

}  // namespace migrate
