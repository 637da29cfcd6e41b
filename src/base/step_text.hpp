#pragma once

#include <string>
#include <vector>

#include "migrate/report.hpp"

namespace migrate {

/// "Running upgrade 1b7e44aa02cd -> 3f2a9c81d0b4, Add the users table", as Alembic writes it:
/// parents joined by ", ", nothing for a base. It stands on stderr and, in a script, above the
/// step.
[[nodiscard]] std::string step_text(const Step& step);

/// Where a database with these rows is: "3f2a9c81d0b4, 9aa1c0de1234", "base" without any.
[[nodiscard]] std::string rows_text(const std::vector<std::string>& rows);

}  // namespace migrate
