#pragma once

#include <optional>
#include <stop_token>
#include <string_view>

#include "db/section_statement.hpp"
#include "engine/postgres/postgres_handle.hpp"

namespace migrate {

/// The effect of CREATE INDEX, DROP INDEX or REINDEX with CONCURRENTLY, as the catalogs show it
/// now; nullopt for any other statement.
[[nodiscard]] std::optional<Effect> index_effect(PostgresHandle& session,
                                                 std::string_view statement,
                                                 const std::stop_token& stop);

}  // namespace migrate
