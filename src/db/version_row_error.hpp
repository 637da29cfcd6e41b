#pragma once

#include <string>
#include <string_view>

#include "migrate/error.hpp"

namespace migrate {

/// The error of a step that another program has taken the version table away from: the row was not
/// as the plan knows it. `table` is its name as it is shown, `what` "is gone" or "is there
/// already".
[[nodiscard]] Error version_row_changed(const std::string& table, const std::string& row,
                                        std::string_view what);

}  // namespace migrate
