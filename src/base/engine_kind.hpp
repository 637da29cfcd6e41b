#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace migrate {

/// The databases that can be migrated. The names are those of the `engine:` option of a section.
enum class EngineKind { sqlite, postgresql };

inline constexpr std::array kEngineKinds{EngineKind::sqlite, EngineKind::postgresql};

[[nodiscard]] constexpr std::string_view name_of(EngineKind kind) noexcept {
  return kind == EngineKind::sqlite ? "sqlite" : "postgresql";
}

[[nodiscard]] constexpr std::optional<EngineKind> engine_kind_named(
    std::string_view name) noexcept {
  for (const EngineKind kind : kEngineKinds) {
    if (name_of(kind) == name) return kind;
  }
  return std::nullopt;
}

}  // namespace migrate
