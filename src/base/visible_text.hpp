#pragma once

#include <string>
#include <string_view>

namespace migrate {

/// `text` with its control characters written out, such as `\x1b` for ESC, so that what a file name
/// or a database holds cannot drive a terminal. Line feeds, tabs and CR LF stay.
[[nodiscard]] std::string visible_text(std::string_view text);

}  // namespace migrate
