#pragma once

#include <string>
#include <vector>

#include "db/section_statement.hpp"

namespace migrate {

/// The statements of a section, see Dialect::statements.
[[nodiscard]] std::vector<SectionStatement> section_statements(const std::string& sql);

}  // namespace migrate
