#pragma once

#include <memory>
#include <string>

#include "db/database.hpp"
#include "engine/sqlite/sqlite_dialect.hpp"  // IWYU pragma: export

namespace migrate {

/// A database by its file's path, which a later change of the working directory leaves as it is, or
/// ":memory:", which lives as long as the Database or a connection to it.
[[nodiscard]] std::unique_ptr<Database> open_sqlite(const std::string& path,
                                                    ConnectionSettings settings);

}  // namespace migrate
