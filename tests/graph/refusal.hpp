#pragma once

#include <stdexcept>

#include "migrate/error.hpp"

namespace migrate {

/// The Error that `call` throws; std::logic_error when it throws none.
template <typename Call>
[[nodiscard]] Error refusal_of(Call call) {
  try {
    static_cast<void>(call());
  } catch (const Error& error) {
    return error;
  }
  throw std::logic_error("nothing was refused");
}

}  // namespace migrate
