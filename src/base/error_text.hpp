#pragma once

#include <string>
#include <string_view>

#include "migrate/error.hpp"

namespace migrate {

/// The terminal sequences put around the parts of an error's text; none for plain text.
struct ErrorColours {
  std::string_view heading;  ///< before "error:"
  std::string_view caret;    ///< before the caret
  std::string_view reset;    ///< after either
};

/// An error as text of one or more lines, each ended by a line feed:
///
///     error: versions/x.sql:14:23: column "emial" does not exist [42703]
///        14 | CREATE INDEX ON users (emial);
///           |                        ^
///     hint: perhaps you meant to reference the column "users.email".
///     Revision 3f2a9c81d0b4 was rolled back. The database is at 1b7e44aa02cd.
///
/// Control characters are written out, see visible_text.hpp.
///
/// An error that holds several problems is all of them, one after the other. Without a column there
/// is no caret line.
[[nodiscard]] std::string error_text(const Error& error, const ErrorColours& colours = {});

}  // namespace migrate
