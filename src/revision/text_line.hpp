#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "migrate/error.hpp"

namespace migrate {

/// One line of a text, without its line end (LF or CRLF).
struct TextLine {
  std::string_view text;
  std::size_t offset = 0;  ///< of its first byte in the text
  std::size_t number = 0;  ///< from 1
};

/// Cuts a text into lines without copying any.
class LineReader {
 public:
  /// Starts at the byte at `offset`, which begins the line of that number.
  explicit LineReader(std::string_view text, std::size_t offset = 0,
                      std::size_t number = 1) noexcept
      : text_(text), at_(offset), number_(number) {}

  /// Puts the next line into `line`; false at the end.
  [[nodiscard]] bool next(TextLine& line) noexcept;

  /// Goes on to the next line that has `part` in it; false when there is none.
  [[nodiscard]] bool skip_to(std::string_view part) noexcept;

  /// Where the next line starts.
  [[nodiscard]] std::size_t offset() const noexcept { return at_; }
  [[nodiscard]] std::size_t number() const noexcept { return number_; }

 private:
  std::string_view text_;
  std::size_t at_;
  std::size_t number_;
};

/// An Error (Fault::revision) at the byte `column` of a line, with the line as its excerpt.
[[nodiscard]] Error problem_in_line(const std::string& file, const TextLine& line,
                                    std::size_t column, const std::string& what);

/// Text of a file made fit for a message: bytes that are no UTF-8 and control characters appear as
/// the replacement character, and what is longer than a line is cut.
[[nodiscard]] std::string shown(std::string_view text);

/// The characters that pass for a blank in an editor, at the start of `text`: ASCII's, the no-break
/// and the typographic ones, the byte-order mark. Gives their length in bytes.
[[nodiscard]] std::size_t spacing_before(std::string_view text) noexcept;

}  // namespace migrate
