#pragma once

#include <vector>

#include "base/source_text.hpp"
#include "migrate/error.hpp"

namespace migrate {

/// Finds what the sqlite3 shell, which reads lines before it reads SQL, would not pass on as it
/// stands, each as an Error (Fault::revision) with its place: a line that is only `/` or `go`,
/// which ends a statement; a `.` or `#` that begins the first line of a statement, which is a
/// command or a comment; a CR LF within quotes, which becomes an LF.
[[nodiscard]] std::vector<Error> sqlite_shell_refusals(const SourceText& section);

}  // namespace migrate
