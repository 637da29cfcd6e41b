#pragma once

#include <atomic>
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

/// How many bytes some stores may keep among them, at the same time on several threads.
class TextRoom {
 public:
  explicit TextRoom(std::size_t bytes) noexcept : left_(bytes) {}

  /// Whether there is no room for a usual file any more.
  [[nodiscard]] bool is_full() const noexcept { return left_ < kUsualFile; }

  /// Takes so many bytes, unless so many are not left.
  [[nodiscard]] bool take(std::size_t bytes) noexcept;

 private:
  static constexpr std::size_t kUsualFile = 4096;
  std::atomic<std::size_t> left_;
};

/// Texts of files by their path in messages, in few large pieces of memory. Moved, they stay where
/// they are.
class TextStore {
 public:
  /// How much room a text and a checksum take.
  [[nodiscard]] static std::size_t bytes_of(const Header& header, std::string_view text) noexcept;

  /// Keeps copies of a file's text, whose header has no problems, and of a checksum in it.
  void add(const Header& header, std::string_view text, std::string_view checksum = {});

  /// Takes all that another store holds.
  void add(TextStore more);

  /// nullptr when it is not kept.
  [[nodiscard]] const KeptText* find(std::string_view file) const;

 private:
  std::vector<std::string> blocks_;                       ///< none grows beyond its capacity
  std::unordered_map<std::string_view, KeptText> texts_;  ///< all views are into the blocks

  /// Makes sure that the last block has room for so many bytes more.
  void make_room(std::size_t bytes);
  [[nodiscard]] std::string_view copy(std::string_view text);
};

}  // namespace migrate
