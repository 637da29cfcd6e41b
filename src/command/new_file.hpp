#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "command/output.hpp"
#include "revision/new_revision.hpp"
#include "runtime/project.hpp"

namespace migrate {

/// What `revision` and `merge` have in common: how the new file is to be.
struct NewFileArgs {
  std::optional<std::string> rev_id;  ///< made up when not given
  std::vector<std::string> branch_labels;
  bool splice = false;  ///< allow a parent that is not a head
};

/// Fills in id and labels, checks that the revision fits the graph, writes its file, runs the hooks
/// and tells the output. Throws Error before a file is written when the graph would not be sound.
void add_revision(const Project& project, NewRevision revision, const NewFileArgs& args,
                  const std::filesystem::path& folder, const std::string& what, Output& output);

/// Throws Error (Fault::usage) where no command would find a new file in `folder`: it is none of
/// the version locations, nor below one where those are searched to the bottom.
void require_version_location(const std::filesystem::path& folder, const Config& config);

/// A path as messages show it: relative to the working directory where it is below that.
[[nodiscard]] std::filesystem::path as_shown(const std::filesystem::path& path);

/// Throws Error (Fault::usage) when a parent is not a head, unless `splice` is set.
void require_heads_unless(bool splice, const RevisionGraph& graph, std::span<const Vertex> parents);

}  // namespace migrate
