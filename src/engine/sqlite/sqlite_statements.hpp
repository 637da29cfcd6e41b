#pragma once

#include <string>
#include <vector>

#include "db/section_statement.hpp"

namespace migrate {

/// The statements of `sql`, see Dialect::statements.
[[nodiscard]] std::vector<SectionStatement> sqlite_statements(const std::string& sql);

/// What is known of a piece that sqlite_statements called alone (or alone_session) and that was cut
/// off; see Connection::effect_of.
[[nodiscard]] Effect sqlite_effect_of(const std::string& piece);

}  // namespace migrate
