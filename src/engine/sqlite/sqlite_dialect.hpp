#pragma once

#include "db/dialect.hpp"

namespace migrate {

[[nodiscard]] const Dialect& sqlite_dialect() noexcept;

}  // namespace migrate
