#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/source_text.hpp"
#include "migrate/error.hpp"

namespace migrate {

/// One line of an ini file, which knows its number.
class IniLine {
 public:
  /// `text` is without its line feed.
  IniLine(std::string_view text, const std::string& file, std::size_t number);

  [[nodiscard]] const std::string& text() const noexcept { return line_.text(); }
  [[nodiscard]] std::size_t number() const noexcept { return line_.first_line(); }

  /// How many blanks it begins with, in bytes.
  [[nodiscard]] std::size_t indent() const noexcept;

  /// What is left of it without its comment and the blanks around it.
  [[nodiscard]] std::string_view content() const noexcept;

  /// The byte offset of the first control character (a tab is none) or byte that is not UTF-8.
  [[nodiscard]] std::optional<std::size_t> first_non_text() const noexcept;

  /// An Error (Fault::config) at the byte at `offset`. The line is its excerpt, with every password
  /// in it as ***; none when it holds what is no text.
  [[nodiscard]] Error error_at(std::size_t offset, const std::string& what) const;

 private:
  SourceText line_;
};

}  // namespace migrate
