#pragma once

#include <memory>
#include <string>

#include "db/database.hpp"
#include "engine/postgres/postgres_dialect.hpp"  // IWYU pragma: export

namespace migrate {

/// A database by what libpq takes: a URI or a list of key=value. Opens nothing yet.
[[nodiscard]] std::unique_ptr<Database> open_postgres(const std::string& uri,
                                                      ConnectionSettings settings);

}  // namespace migrate
