#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "graph/revision.hpp"
#include "migrate/options.hpp"
#include "revision/revision_file.hpp"

namespace migrate {

/// Where revisions come from: folders, or texts built into the program.
class RevisionSource {
 public:
  virtual ~RevisionSource() = default;

  /// Reads every header, in the order of file paths. Of a file only as much is read as its header
  /// needs. Throws Error with the problems of all files at once.
  [[nodiscard]] virtual std::vector<Revision> headers() const = 0;

  /// Reads one revision's file whole. Throws Error (Fault::revision) with all its problems, and
  /// when the file no longer declares that revision.
  [[nodiscard]] virtual RevisionFile load(const Revision& revision) const = 0;
};

/// How folders are searched for revisions.
struct FolderSearch {
  std::vector<std::filesystem::path> folders;
  bool recursive = false;  ///< whether folders within them count; hidden ones never do
};

/// Takes every `*.sql` of the folders; other files and hidden ones are left alone. Paths in
/// messages are shown relative to the working directory where they are below it. A missing folder
/// is an Error (Fault::config) that says what makes it.
[[nodiscard]] std::unique_ptr<RevisionSource> open_folders(FolderSearch search);

[[nodiscard]] std::unique_ptr<RevisionSource> open_builtin(BuiltinRevisions revisions);

}  // namespace migrate
