#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace migrate {

/// `text` without blanks, tabs and carriage returns at either end.
[[nodiscard]] std::string_view trimmed(std::string_view text) noexcept;

/// The trimmed items of a list separated by commas; an empty text has none. Empty items are kept,
/// so that the caller can refuse `a,,b`.
[[nodiscard]] std::vector<std::string> split_list(std::string_view text);

}  // namespace migrate
