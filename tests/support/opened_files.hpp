#pragma once

#include <cstddef>
#include <map>
#include <string>

namespace migrate {

/// Counts, by the kernel's own events, how often each file of a folder is opened while it lives; by
/// this process or another.
class OpenedFiles {
 public:
  /// Throws std::system_error.
  explicit OpenedFiles(const std::string& folder);
  ~OpenedFiles();
  OpenedFiles(const OpenedFiles&) = delete;
  OpenedFiles& operator=(const OpenedFiles&) = delete;

  /// By file name: those that were opened since the last call. The folder itself is not counted.
  [[nodiscard]] std::map<std::string, std::size_t> counts();

 private:
  int events_;
};

}  // namespace migrate
