#pragma once

#include <string>
#include <string_view>

namespace migrate {

/// The lines in which two texts differ, in the form of `diff -u` with three lines of context; empty
/// when they differ in nothing but LF and CR LF. The names stand after `---` and `+++`.
///
/// Every string that follows the word PASSWORD is shown as '***'; where only the password differs,
/// the two lines shown are the same.
[[nodiscard]] std::string unified_diff(std::string_view before, std::string_view after,
                                       const std::string& before_name,
                                       const std::string& after_name);

}  // namespace migrate
