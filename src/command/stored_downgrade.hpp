#pragma once

#include <stop_token>

#include "command/output.hpp"
#include "graph/target.hpp"
#include "runtime/project.hpp"

namespace migrate {

/// Whether somebody has agreed to run SQL that comes from the database and from no file.
enum class Consent { none, given };

/// Takes the database down to `target`, over revisions that only its history knows too. Their SQL
/// is shown first; without consent it then ends with Error (Fault::usage) and has done nothing.
void run_stored_downgrade(const Target& target, Consent consent, const Project& project,
                          Output& output, const std::stop_token& stop);

}  // namespace migrate
