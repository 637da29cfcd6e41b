#pragma once

#include <string>
#include <string_view>

#include "db/dialect.hpp"

namespace migrate {

/// `text` as an expression that the sqlite3 shell passes on as it stands: the plain literal, or,
/// because the shell reads CR LF in quotes as LF, one that puts the CRs in again.
[[nodiscard]] std::string sqlite_shell_literal(const Dialect& dialect, std::string_view text);

}  // namespace migrate
