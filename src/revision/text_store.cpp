#include "revision/text_store.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace migrate {
namespace {

constexpr std::size_t kBlock = 256UL * 1024;
constexpr std::size_t kOverhead = 112;  ///< of an entry
constexpr std::size_t kChecksum = 67;   ///< its usual length

}  // namespace

bool TextRoom::take(std::size_t bytes) noexcept {
  std::size_t left = left_;
  while (left >= bytes) {
    if (left_.compare_exchange_weak(left, left - bytes)) return true;
  }
  return false;
}

std::size_t TextStore::bytes_of(const Header& header, std::string_view text) noexcept {
  return kOverhead + header.revision.file.size() + header.revision.id.size() + text.size() +
         kChecksum;
}

void TextStore::add(const Header& header, std::string_view text, std::string_view checksum) {
  const Revision& revision = header.revision;
  make_room(revision.file.size() + revision.id.size() + text.size() + checksum.size());
  const bool at_marker = header.end == HeaderEnd::marker;
  const std::string_view file = copy(revision.file);
  const std::string_view id = copy(revision.id);
  texts_.emplace(file, KeptText{id, copy(text), at_marker ? header.marker_offset : header.rest,
                                at_marker ? header.marker_line : header.rest_line, copy(checksum)});
}

void TextStore::add(TextStore more) {
  std::ranges::move(more.blocks_, std::back_inserter(blocks_));
  if (texts_.empty()) {
    texts_ = std::move(more.texts_);
  } else {
    texts_.merge(more.texts_);
  }
}

const KeptText* TextStore::find(std::string_view file) const {
  const auto found = texts_.find(file);
  return found == texts_.end() ? nullptr : &found->second;
}

void TextStore::make_room(std::size_t bytes) {
  const bool has_room =
      !blocks_.empty() && blocks_.back().capacity() - blocks_.back().size() >= bytes;
  if (!has_room) blocks_.emplace_back().reserve(std::max(bytes, kBlock));
}

std::string_view TextStore::copy(std::string_view text) {
  std::string& block = blocks_.back();
  const std::size_t begin = block.size();
  block.append(text);
  return std::string_view(block).substr(begin);
}

}  // namespace migrate
