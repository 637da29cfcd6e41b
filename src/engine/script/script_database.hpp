#pragma once

#include <iosfwd>
#include <memory>

#include "db/database.hpp"
#include "db/dialect.hpp"
#include "engine/open.hpp"

namespace migrate {

/// The offline writer: a database of which only the heading's start is known, and which writes what
/// would run to `out`, as a script for the shell that belongs to `dialect.kind()`.
///
/// What its connections refuse is refused by its dialect() too: a section that is sound, but that
/// the shell would not pass on as it stands. The script's end is written when the connection that
/// may write is destroyed, unless by an exception; a script has one such connection.
/// Connection::query throws std::logic_error: there is nobody to ask. A write that fails is an
/// Error (Fault::file), at the script's end only a failed `out`. `dialect` and `out` must outlive
/// all of it.
[[nodiscard]] std::unique_ptr<Database> open_script_database(const Dialect& dialect,
                                                             std::ostream& out,
                                                             ScriptHeading heading);

}  // namespace migrate
