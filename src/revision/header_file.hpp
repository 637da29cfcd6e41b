#pragma once

#include <string>

#include "revision/folder_walk.hpp"
#include "revision/header_reader.hpp"

namespace migrate {

/// Reads many files through one buffer.
class HeaderFileReader {
 public:
  /// The header of a file of `folder`; no more of the file is read than it needs: 4 KiB for most.
  /// Throws Error (Fault::file) when it cannot be read.
  [[nodiscard]] Header read(const SqlFolder& folder, const std::string& name);

  /// The same, but reads the file to its end; `text` is then its text, until the next file.
  [[nodiscard]] Header read_whole(const SqlFolder& folder, const std::string& name);
  [[nodiscard]] std::string_view text() const noexcept { return {buffer_.data(), size_}; }

 private:
  std::string buffer_;
  std::size_t size_ = 0;  ///< of what was read into it

  [[nodiscard]] Descriptor open(const SqlFolder& folder, const std::string& name,
                                const std::string& path);
  /// Reads on into the buffer; 0 at the end of the file.
  std::size_t read_more(const Descriptor& file, const std::string& path);
};

}  // namespace migrate
