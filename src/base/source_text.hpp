#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "migrate/error.hpp"

namespace migrate {

/// A piece of one of the user's files that still knows where it stands there, so that an error in
/// it can name a line and a column.
class SourceText {
 public:
  SourceText() = default;

  /// A text that starts at the beginning of the line `first_line`.
  SourceText(std::string text, std::string file, std::size_t first_line = 1)
      : text_(std::move(text)), file_(std::move(file)), first_line_(first_line) {}

  /// The `length` bytes from `offset` on, which still know where they stand in `whole`, in a line's
  /// middle too: an error in them is an error of `whole` at that place, with its line as excerpt.
  /// `whole` is not null; it may be a piece itself. What ends past its end is cut off there.
  [[nodiscard]] static SourceText piece(std::shared_ptr<const SourceText> whole, std::size_t offset,
                                        std::size_t length);

  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  [[nodiscard]] const std::string& file() const noexcept { return file_; }
  [[nodiscard]] std::size_t first_line() const {
    return whole_ ? whole_->locate(begin_).line : first_line_;
  }

  /// Where the byte at `offset` stands; an offset past the end is the end.
  [[nodiscard]] Location locate(std::size_t offset) const;

  /// An error at the byte at `offset`: its Location, and its line as excerpt with a caret. Every
  /// literal that follows the word PASSWORD is shown as '***'.
  [[nodiscard]] Error error_at(Fault fault, std::size_t offset, const std::string& what) const;

  /// An error of which only the statement is known: the Location has a line but no column, the
  /// excerpt has no caret. `offset` is the statement's first byte.
  [[nodiscard]] Error error_on_line(Fault fault, std::size_t offset, const std::string& what) const;

 private:
  std::string text_;
  std::string file_;
  std::size_t first_line_ = 1;
  std::shared_ptr<const SourceText> whole_;  // null unless this is a piece of another
  std::size_t begin_ = 0;                    // in whole_

  [[nodiscard]] std::size_t line_start(std::size_t offset) const;
  [[nodiscard]] std::string line_at(std::size_t offset) const;
};

}  // namespace migrate
