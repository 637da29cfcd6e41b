#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/sql_lexer.hpp"

namespace migrate {

/// One statement of a text, without its semicolon and without the comments in front of it.
struct SqlPiece {
  std::size_t offset = 0;  ///< of its first byte
  std::size_t length = 0;  ///< in bytes

  bool operator==(const SqlPiece&) const = default;
};

/// The statements of `sql`, as PostgreSQL's grammar separates them. Text that is newer than the
/// grammar at hand, or wrong, is cut as psql cuts it: at each semicolon outside of quotes,
/// parentheses and BEGIN ATOMIC bodies.
[[nodiscard]] std::vector<SqlPiece> statements_of(const std::string& sql);

/// The statements of `sql` as psql cuts them. Linear and cheap.
[[nodiscard]] std::vector<SqlPiece> pieces_of(std::string_view sql);

}  // namespace migrate
