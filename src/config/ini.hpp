#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "config/ini_line.hpp"
#include "migrate/error.hpp"

namespace migrate {

/// `key = value`, both without the blanks around them.
struct IniEntry {
  std::string key;
  std::string value;
  IniLine line;
  std::size_t key_offset = 0;  ///< in the line, in bytes
  std::size_t value_offset = 0;
};

/// `[name]` and what follows it.
struct IniSection {
  std::string name;  ///< empty for a header that could not be read
  IniLine line;
  std::vector<IniEntry> entries;
};

/// An ini file as written, nothing interpolated.
struct IniFile {
  std::vector<IniSection> sections;
  std::vector<Error> problems;  ///< of the form; in the order of the file

  /// The section of that name; null when there is none.
  [[nodiscard]] const IniSection* find(std::string_view name) const noexcept;
};

/// Reads sections, `key = value` and comments, which start with `;` or `#` at the start of a line
/// or after white space. A value ends with its line. Takes CRLF and a BOM. Never throws an Error:
/// what is malformed or repeated is in `problems`. `file` is the path as messages show it.
[[nodiscard]] IniFile read_ini(std::string_view text, const std::string& file);

}  // namespace migrate
