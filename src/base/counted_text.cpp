#include "base/counted_text.hpp"

#include <fmt/format.h>

namespace migrate {

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace migrate
