#pragma once

#include <stdexcept>

#include "migrate/error.hpp"

namespace migrate {

/// The Error that `call` throws, by default of any kind; a test that expects one fails with
/// std::logic_error when none comes.
template <typename Kind = Error, typename Call>
[[nodiscard]] Kind thrown_by(Call call) {
  try {
    static_cast<void>(call());
  } catch (const Kind& error) {
    return error;
  }
  throw std::logic_error("no Error was thrown");
}

}  // namespace migrate
