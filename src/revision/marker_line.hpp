#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/engine_kind.hpp"
#include "migrate/error.hpp"
#include "migrate/report.hpp"
#include "revision/text_line.hpp"

namespace migrate {

/// What a line that starts a section says.
struct Marker {
  Direction direction = Direction::upgrade;
  std::optional<EngineKind> engine;
  bool transactional = true;
  bool enforces_foreign_keys = true;
};

/// Where in a line something reads as `-- migrate:` in any case and with any spacing, or as a near
/// miss such as `-- migrat:upgrade`; nullopt for all other lines. A lone carriage return counts as
/// a line end here, as it does in many editors.
[[nodiscard]] std::optional<std::size_t> marker_in(std::string_view line);

/// Reads a line in which a marker was found at byte `at`. What is wrong with it is added to
/// `problems`, and nullopt given.
[[nodiscard]] std::optional<Marker> read_marker(const TextLine& line, std::size_t at,
                                                const std::string& file,
                                                std::vector<Error>& problems);

}  // namespace migrate
