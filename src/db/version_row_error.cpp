#include "db/version_row_error.hpp"

#include <fmt/format.h>

namespace migrate {

Error version_row_changed(const std::string& table, const std::string& row, std::string_view what) {
  return Error(Fault::database,
               fmt::format("the version table {} was changed by another program: its row {} {}",
                           table, row, what))
      .with_hint("see where the database stands with: migrate current");
}

}  // namespace migrate
