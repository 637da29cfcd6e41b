#pragma once

#include "db/batch.hpp"
#include "engine/sqlite/sqlite_handle.hpp"

namespace migrate {

/// Carries a batch out; see Connection::run. With Atomicity::joined the transaction must be open.
void run_batch(SqliteHandle& handle, const Batch& batch);

}  // namespace migrate
