#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace migrate {

/// The byte offset of the first byte that is not part of valid UTF-8; nullopt when all of it is.
/// Overlong forms, surrogates and code points above U+10FFFF are invalid. NUL is valid.
[[nodiscard]] std::optional<std::size_t> first_invalid_utf8(std::string_view text) noexcept;

/// How many code points `text` holds: what a column counts. Invalid bytes count one each.
[[nodiscard]] std::size_t count_characters(std::string_view text) noexcept;

/// The byte offset of the `index`-th code point (from 0); the size of `text` when it has fewer.
[[nodiscard]] std::size_t byte_offset_of_character(std::string_view text,
                                                   std::size_t index) noexcept;

}  // namespace migrate
