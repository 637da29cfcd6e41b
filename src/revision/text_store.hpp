#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "revision/header_reader.hpp"

namespace migrate {

/// The text of a file whose header is sound.
struct KeptText {
  std::string_view id;  ///< that the header declares
  std::string_view text;
  std::size_t sections = 0;  ///< where the header ends: at the first marker, or at a stray line
  std::size_t sections_line = 1;   ///< the number of the line there
  std::string_view checksum = {};  ///< of a section, as who kept it gave it; may be empty
};

/// Texts of files by their path in messages, in few large pieces of memory. Moved, they stay where
/// they are.
class TextStore {
 public:
  explicit TextStore(std::size_t most_bytes) noexcept : most_bytes_(most_bytes) {}

  /// How many bytes may still be added; the last text may be longer.
  [[nodiscard]] std::size_t room() const noexcept;

  /// Keeps copies of a file's text, whose header has no problems, and of a checksum in it.
  void add(const Header& header, std::string_view text, std::string_view checksum = {});

  /// Takes all that another store holds.
  void add(TextStore more);

  /// nullptr when it is not kept.
  [[nodiscard]] const KeptText* find(std::string_view file) const;

 private:
  std::size_t most_bytes_;
  std::size_t bytes_ = 0;
  std::vector<std::string> blocks_;                       ///< none grows beyond its capacity
  std::unordered_map<std::string_view, KeptText> texts_;  ///< all views are into the blocks

  /// Makes sure that the last block has room for so many bytes more.
  void make_room(std::size_t bytes);
  [[nodiscard]] std::string_view copy(std::string_view text);
};

}  // namespace migrate
