#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace migrate {

/// A target as typed, taken apart; which revisions it means is for resolve.hpp to say.
/// `LABEL@SYMBOL`, where the symbol is a name with or without an offset, or an offset alone.
struct Target {
  enum class Symbol {
    name,  ///< an id, a prefix of one, or a label
    head,
    heads,
    base,
    current,
    relative,  ///< an offset alone: counts from the database's current revision
  };

  std::string text;                   ///< as typed, for messages
  std::optional<std::string> branch;  ///< what stands before the @
  Symbol symbol = Symbol::name;
  std::string name;  ///< for Symbol::name
  int offset = 0;    ///< +2, -1; 0 for none
};

/// Throws Error (Fault::usage) that names the forms that there are.
[[nodiscard]] Target parse_target(std::string_view text);

/// `A:B`. A missing side is an empty one.
struct Range {
  std::optional<Target> from;
  std::optional<Target> to;
};

/// Whether `text` is a range: it has a colon.
[[nodiscard]] bool is_range(std::string_view text) noexcept;

/// Throws Error (Fault::usage) as parse_target does, and when there is no colon or more than one.
[[nodiscard]] Range parse_range(std::string_view text);

}  // namespace migrate
