#include "base/source_text.hpp"

#include <algorithm>
#include <utility>

#include "base/sql_lexer.hpp"
#include "base/utf8.hpp"

namespace migrate {

SourceText SourceText::piece(std::shared_ptr<const SourceText> whole, std::size_t offset,
                             std::size_t length) {
  offset = std::min(offset, whole->text_.size());
  SourceText part(whole->text_.substr(offset, length), whole->file_);
  part.begin_ = offset;
  part.whole_ = std::move(whole);
  return part;
}

std::size_t SourceText::line_start(std::size_t offset) const {
  const std::size_t feed = offset == 0 ? std::string::npos : text_.rfind('\n', offset - 1);
  return feed == std::string::npos ? 0 : feed + 1;
}

/// The whole line that the byte at `offset` stands on, without its line end.
std::string SourceText::line_at(std::size_t offset) const {
  const std::size_t start = line_start(offset);
  std::size_t end = std::min(text_.find('\n', start), text_.size());
  if (end > start && text_[end - 1] == '\r') --end;
  return with_passwords_hidden(text_, start, end);
}

Location SourceText::locate(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  if (whole_) return whole_->locate(begin_ + offset);
  const auto end = text_.begin() + static_cast<std::ptrdiff_t>(offset);
  const auto feeds = static_cast<std::size_t>(std::count(text_.begin(), end, '\n'));
  const std::size_t start = line_start(offset);
  const std::string_view in_line = std::string_view(text_).substr(start, offset - start);
  return {file_, first_line_ + feeds, count_characters(in_line) + 1};
}

Error SourceText::error_at(Fault fault, std::size_t offset, const std::string& what) const {
  offset = std::min(offset, text_.size());
  if (whole_) return whole_->error_at(fault, begin_ + offset, what);
  const std::string before = with_passwords_hidden(text_, line_start(offset), offset);
  return Error(fault, what, locate(offset))
      .with_excerpt(line_at(offset), count_characters(before) + 1);
}

Error SourceText::error_on_line(Fault fault, std::size_t offset, const std::string& what) const {
  offset = std::min(offset, text_.size());
  if (whole_) return whole_->error_on_line(fault, begin_ + offset, what);
  Location where = locate(offset);
  where.column = 0;
  return Error(fault, what, where).with_excerpt(line_at(offset), 0);
}

}  // namespace migrate
