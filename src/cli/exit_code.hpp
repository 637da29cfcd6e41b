#pragma once

#include "migrate/error.hpp"

namespace migrate {

/// The program's exit code for an error; see README. `signal` is the number of the signal that
/// asked the program to stop, 0 for none.
[[nodiscard]] int exit_code_of(Fault fault, int signal) noexcept;

}  // namespace migrate
