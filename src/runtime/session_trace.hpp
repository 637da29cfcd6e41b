#pragma once

#include <optional>
#include <span>
#include <string>

#include "base/engine_kind.hpp"
#include "runtime/section_pieces.hpp"

namespace migrate {

/// Something that a statement left in its session alone, gone with it, and that running the
/// statement again does not bring back as it was.
struct SessionTrace {
  std::size_t statement = 0;  ///< in the section, from 0
  std::string what;           ///< "a temporary table"
};

/// The first such thing among the statements. By words, so it rather finds one too many: going on
/// without it would run the rest of the section on other tables.
[[nodiscard]] std::optional<SessionTrace> first_trace(std::span<const SectionPiece> pieces,
                                                      EngineKind engine);

}  // namespace migrate
