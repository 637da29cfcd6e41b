#pragma once

#include <stop_token>
#include <vector>

#include "db/finding.hpp"
#include "db/table_name.hpp"
#include "engine/postgres/postgres_handle.hpp"

namespace migrate {

/// The server and what stands before it, what this role may do with the two tables, and the indexes
/// that no query uses. See Connection::examine. Throws Error (Fault::cancelled, or when the
/// session is lost); what else cannot be found out is a finding.
[[nodiscard]] std::vector<Finding> examine_postgres(PostgresHandle& session,
                                                    const TableName& versions,
                                                    const TableName& history,
                                                    const std::stop_token& stop);

}  // namespace migrate
