#pragma once

#include <stdexcept>

#include "migrate/error.hpp"

namespace migrate {

/// The Error that `call` throws; a test that expects one fails with std::logic_error when none
/// comes.
template <typename Call>
[[nodiscard]] Error thrown_by(Call call) {
  try {
    (void)call();
  } catch (const Error& error) {
    return error;
  }
  throw std::logic_error("no Error was thrown");
}

}  // namespace migrate
