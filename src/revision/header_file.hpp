#pragma once

#include <string>

#include "revision/folder_walk.hpp"
#include "revision/header_reader.hpp"

namespace migrate {

/// Reads the headers of many files through one buffer, and of each file no more than its header
/// needs: 4 KiB for most.
class HeaderFileReader {
 public:
  /// The header of a file of `folder`. Throws Error (Fault::file) when it cannot be read.
  [[nodiscard]] Header read(const SqlFolder& folder, const std::string& name);

 private:
  std::string buffer_;
};

}  // namespace migrate
