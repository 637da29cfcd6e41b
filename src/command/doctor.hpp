#pragma once

#include "command/surroundings.hpp"

namespace migrate {

struct DoctorArgs {};

/// Looks at all that a migration needs and shows each thing with a grade and the next step. Throws
/// Error (Fault::verification) when something is wrong. Writes nothing.
void run_doctor(const DoctorArgs& args, const Surroundings& with);

}  // namespace migrate
