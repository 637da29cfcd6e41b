#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/engine_kind.hpp"

namespace migrate {

/// Where a database is.
struct DatabaseUrl {
  EngineKind engine = EngineKind::sqlite;
  std::string address;   ///< SQLite: an absolute path or ":memory:"; PostgreSQL: a URI for libpq
  std::string redacted;  ///< as given, with every password as ***: fit for any output
};

/// Reads `sqlite:///relative.db` (relative to `base`), `sqlite:////absolute.db`, `sqlite://`
/// (in memory), `postgresql://...` and `postgres://...` with all that libpq takes. A driver suffix
/// (`postgresql+asyncpg`) is dropped. Throws Error (Fault::config), never with a password in it: an
/// unknown scheme (with a "did you mean"), an unencoded `@` or `%` (with how to write it).
[[nodiscard]] DatabaseUrl parse_database_url(std::string_view url,
                                             const std::filesystem::path& base);

/// A URL, or any text that quotes one, with every password of it as ***.
[[nodiscard]] std::string with_password_redacted(std::string_view url);

}  // namespace migrate
