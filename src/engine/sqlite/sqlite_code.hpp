#pragma once

#include <string>

namespace migrate {

/// The name of an extended result code, such as "SQLITE_CONSTRAINT_UNIQUE"; that of its primary
/// code when SQLite made it after this was written.
[[nodiscard]] std::string sqlite_code_name(int code);

}  // namespace migrate
