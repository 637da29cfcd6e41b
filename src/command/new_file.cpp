#include "command/new_file.hpp"

#include <algorithm>
#include <system_error>

#include <fmt/format.h>

#include "graph/candidates.hpp"
#include "graph/validate.hpp"
#include "revision/write_hooks.hpp"

namespace migrate {
namespace {

/// A file in a folder of its own would not be found again.
void require_found_again(const std::string& name, const Config& config) {
  if (config.recursive_version_locations || name.find('/') == std::string::npos) return;
  throw Error(Fault::config,
              fmt::format("file_template puts the new file into a folder, {}, in which no command "
                          "would look for it",
                          name))
      .with_hint("set `recursive_version_locations = true`, or take the `/` out of file_template");
}

/// The whole graph with the new revision in it must be sound.
void require_sound(const RevisionGraph& graph, const NewRevision& revision) {
  if (const auto taken = graph.find(revision.id)) {
    throw Error(Fault::usage,
                fmt::format("the id {} is taken by {}", revision.id, graph[*taken].file));
  }
  std::vector<Revision> all;
  all.reserve(graph.size() + 1);
  for (Vertex vertex = 0; vertex < graph.size(); ++vertex) all.push_back(graph[vertex]);
  Revision added;
  added.id = revision.id;
  added.parents = revision.parents;
  added.depends_on = revision.depends_on;
  added.labels = revision.labels;
  added.message = revision.message;
  added.file = "the new revision";
  all.push_back(std::move(added));
  const std::vector<Error> problems = problems_in(all);
  if (!problems.empty()) throw Error::all(problems);
}

/// Without a `/` at its end, links followed as far as the folder is there.
std::filesystem::path canonical_folder(const std::filesystem::path& folder) {
  std::error_code error;
  const std::filesystem::path path = std::filesystem::weakly_canonical(folder, error);
  return path.has_filename() ? path : path.parent_path();
}

std::vector<WriteHook> hooks_of(const Config& config) {
  std::vector<WriteHook> hooks;
  for (const auto& [name, command] : config.post_write_hooks) hooks.push_back({name, command});
  return hooks;
}

}  // namespace

void require_version_location(const std::filesystem::path& folder, const Config& config) {
  const std::filesystem::path wanted = canonical_folder(folder);
  for (const std::filesystem::path& location : config.version_locations) {
    const std::filesystem::path searched = canonical_folder(location);
    const bool is_below = std::ranges::mismatch(searched, wanted).in1 == searched.end();
    if (wanted == searched || (is_below && config.recursive_version_locations)) return;
  }
  throw Error(Fault::usage, fmt::format("{} is not one of the version locations", folder.string()))
      .with_hint("add it to `version_locations` in migrate.ini");
}

std::filesystem::path as_shown(const std::filesystem::path& path) {
  const std::filesystem::path relative = path.lexically_relative(std::filesystem::current_path());
  return relative.empty() || *relative.begin() == ".." ? path : relative;
}

void require_heads_unless(bool splice, const RevisionGraph& graph,
                          std::span<const Vertex> parents) {
  if (splice) return;
  for (const Vertex parent : parents) {
    if (graph.children(parent).empty()) continue;
    throw Error(Fault::usage, fmt::format("revision {} is not a head", with_file(graph, parent)))
        .with_hint("add --splice to start a new branch from it");
  }
}

void add_revision(const Project& project, NewRevision revision, const NewFileArgs& args,
                  const std::filesystem::path& folder, const std::string& what, Output& output) {
  const RevisionGraph& graph = project.graph();
  const Config& config = project.config();
  revision.id = args.rev_id ? *args.rev_id : make_revision_id([&](const RevisionId& id) {
    return graph.find(id).has_value() || graph.find_label(id).has_value();
  });
  revision.labels = args.branch_labels;
  revision.created = std::chrono::system_clock::now();
  require_sound(graph, revision);

  const NewFileSettings settings{as_shown(folder), as_shown(config.script_location / "templates"),
                                 config.file_template, config.truncate_slug_length,
                                 config.timezone};
  require_found_again(file_name(revision, settings), config);
  const std::filesystem::path path = write_revision(revision, settings);
  run_write_hooks(hooks_of(config), path);
  output.written({what, {path}, revision.id, {}});
}

}  // namespace migrate
