#pragma once

#include <stop_token>

#include "db/table_name.hpp"
#include "engine/postgres/postgres_handle.hpp"

namespace migrate {

/// Waits until the server has ended what it runs for other sessions that hold worker_lock_key:
/// before, nobody can say what becomes of it. `table` is qualified. Throws Error (Fault::database)
/// that names one of them when it does not end within half a minute.
void wait_for_lost_sessions(PostgresHandle& session, const TableName& table,
                            const std::stop_token& stop);

}  // namespace migrate
