#pragma once

#include <stop_token>
#include <string>

#include "db/table_name.hpp"
#include "engine/postgres/postgres_handle.hpp"
#include "migrate/error.hpp"

namespace migrate {

/// SQLSTATE: the role lacks a privilege.
[[nodiscard]] bool is_lack_of_privilege(const Error& error) noexcept;

/// `error` with a hint that names what to grant on the tables that migrate keeps to the session's
/// role; as it is where no privilege was lacking, or where it has a hint. An empty name is of no
/// table.
[[nodiscard]] Error with_grants(const Error& error, const TableName& versions,
                                const TableName& history, PostgresHandle& session,
                                const std::stop_token& stop);

/// The same for a schema that the role may not look into.
[[nodiscard]] Error with_schema_grant(const Error& error, const std::string& schema,
                                      PostgresHandle& session, const std::stop_token& stop);

}  // namespace migrate
