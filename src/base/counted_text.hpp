#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace migrate {

/// "1 revision", "3 revisions".
[[nodiscard]] std::string counted(std::size_t count, std::string_view noun);

}  // namespace migrate
