#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "migrate/error.hpp"
#include "revision/descriptor.hpp"
#include "revision/revision_source.hpp"

namespace migrate {

/// One open folder and the revision files in it.
struct SqlFolder {
  Descriptor descriptor;
  std::string prefix;              ///< before a name, it makes the path as messages show it
  std::vector<std::string> names;  ///< sorted
};

/// Visits the folders of a search one by one, each once however many ways lead to it. Links to
/// folders are followed for the ones that the search names, not for those within.
class FolderWalk {
 public:
  FolderWalk(const FolderSearch& search, const std::filesystem::path& working_directory);

  /// The next folder; nullopt after the last. Folders that cannot be read and entries named `*.sql`
  /// that are no files are added to `problems`.
  [[nodiscard]] std::optional<SqlFolder> next(std::vector<Error>& problems);

 private:
  struct Place {
    std::filesystem::path path;  ///< absolute
    std::string prefix;
  };

  bool recursive_;
  std::vector<Place> waiting_;  ///< the next one last
  std::set<std::pair<dev_t, ino_t>> visited_;

  [[nodiscard]] std::optional<SqlFolder> list(const Place& place, std::vector<Error>& problems);
  void wait_for(const Place& parent, std::vector<std::string> names);
};

}  // namespace migrate
