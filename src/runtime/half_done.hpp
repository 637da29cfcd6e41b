#pragma once

#include <string>
#include <vector>

#include "db/dialect.hpp"
#include "migrate/report.hpp"
#include "runtime/history_table.hpp"
#include "runtime/section_pieces.hpp"

namespace migrate {

/// Which way the step of an unfinished row goes.
[[nodiscard]] Direction direction_of(const StoredRevision& begun);

/// The statements of its section as they were when it was begun. Empty where the stored text tells
/// none: a later version of the tool, or a hand, wrote there.
[[nodiscard]] std::vector<SectionPiece> stored_pieces(const StoredRevision& begun,
                                                      const Dialect& dialect);

/// The command that goes on with it where its revision's file is there.
[[nodiscard]] std::string finishing_command(const StoredRevision& begun);

/// What forgets the half, for those who do not want it finished: the commands, as part of a hint.
[[nodiscard]] std::string ways_out(const std::string& revision);

}  // namespace migrate
