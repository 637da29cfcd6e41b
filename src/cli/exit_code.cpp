#include "cli/exit_code.hpp"

#include <csignal>

namespace migrate {

int exit_code_of(Fault fault, int signal) noexcept {
  switch (fault) {
    case Fault::database:
      return 1;
    case Fault::usage:
    case Fault::config:
    case Fault::revision:
    case Fault::file:
      return 2;
    case Fault::not_current:
      return 3;
    case Fault::locked:
      return 4;
    case Fault::verification:
      return 5;
    case Fault::cancelled:
      return 128 + (signal == 0 ? SIGINT : signal);
  }
  return 1;
}

}  // namespace migrate
