#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace migrate {

/// A place where psql would put a variable's value into SQL: `:name`, `:'name'`, `:"name"` or
/// `:{?name}` outside of quotes, dollar bodies and comments.
struct PsqlVariable {
  std::size_t offset = 0;  ///< of the colon, in bytes
  std::string name;
  bool always_replaced =
      false;  ///< `:{?name}`, which psql replaces whether the variable is set or not
};

/// All such places, in order. `::type`, `:=` and a colon with a space behind it are none.
[[nodiscard]] std::vector<PsqlVariable> psql_variables(std::string_view sql);

/// Whether psql sets or needs a variable of that name itself (by its manual: all upper-case
/// letters, digits and underscores), or the script does, so that it cannot be taken out of the way.
[[nodiscard]] bool is_reserved(const PsqlVariable& variable);

}  // namespace migrate
