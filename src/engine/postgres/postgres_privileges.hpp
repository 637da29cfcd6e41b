#pragma once

#include <stop_token>
#include <string>
#include <string_view>

#include "db/table_name.hpp"
#include "engine/postgres/postgres_handle.hpp"
#include "migrate/error.hpp"

namespace migrate {

/// Whether the role lacks a privilege. A policy of row-level security that refuses a row has the
/// same SQLSTATE and is none.
[[nodiscard]] bool is_lack_of_privilege(const Error& error) noexcept;

/// Whether that is so, and nothing says yet what can be done.
[[nodiscard]] bool wants_grant(const Error& error) noexcept;

/// What a role needs to write to the tables that migrate keeps.
constexpr std::string_view kVersionsPrivileges = "SELECT, INSERT, UPDATE, DELETE";
constexpr std::string_view kHistoryPrivileges = "SELECT, INSERT, UPDATE";

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
