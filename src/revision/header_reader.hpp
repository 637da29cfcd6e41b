#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/revision.hpp"
#include "migrate/error.hpp"
#include "revision/marker_line.hpp"

namespace migrate {

/// What ended a header.
enum class HeaderEnd {
  text,    ///< the text ended first: more of the file could belong to it
  line,    ///< a line that is neither blank nor a comment
  marker,  ///< a line that is a marker or reads as one
};

/// A header as it was read, sound or not.
struct Header {
  Revision revision;
  std::vector<Error> problems;
  HeaderEnd end = HeaderEnd::text;
  std::optional<Marker> marker;  ///< the first marker, when it was one
  std::size_t marker_line = 0;
  std::size_t marker_offset = 0;  ///< of the first byte of its line
  std::size_t rest = 0;           ///< where reading goes on: after a marker, at any other line
  std::size_t rest_line = 1;      ///< the number of the line there
};

/// Reads the header at the top of `text` and nothing below it. Never throws for what it reads.
[[nodiscard]] Header read_header(std::string_view text, const std::string& file);

/// The name of the key that a comment line sets, such as `revision` for `-- revision: x`; nullopt
/// when its first word is no key.
[[nodiscard]] std::optional<std::string_view> key_of(std::string_view line) noexcept;

/// A message as a file keeps it: no blanks at the ends of its lines nor at its start, no empty
/// lines at either end.
[[nodiscard]] std::string normalized_message(std::string_view message);

/// The problem of an empty item in a list, of an item twice, or of one that is no id, each with the
/// item's offset in `list`. `what` names the list's items: "the parent".
struct ListProblem {
  std::size_t offset = 0;
  std::string what;
};
[[nodiscard]] std::vector<ListProblem> problems_in_list(std::string_view list,
                                                        std::string_view what);

}  // namespace migrate
