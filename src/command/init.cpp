#include "command/init.hpp"

#include <fmt/format.h>

#include "base/edit_distance.hpp"
#include "base/files.hpp"
#include "revision/template_files.hpp"
#include "revision/write_hooks.hpp"

namespace migrate {
namespace {

namespace fs = std::filesystem;

const ProjectTemplate& template_named(const std::string& name) {
  std::vector<std::string_view> names;
  for (const ProjectTemplate& known : project_templates()) {
    if (known.name == name) return known;
    names.push_back(known.name);
  }
  const std::string offer = did_you_mean(name, names);
  throw Error(Fault::usage, fmt::format("there is no template `{}`", name))
      .with_hint(offer.empty() ? "`migrate list-templates` shows those that there are" : offer);
}

/// migrate.ini stands at the top, all else is a template for files to come.
fs::path place_of(const TemplateFile& file, const fs::path& directory) {
  const fs::path folder = file.name == "migrate.ini" ? directory : directory / "templates";
  return (folder / file.name).lexically_normal();
}

void make_directory(const fs::path& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error) {
    throw Error(Fault::file, fmt::format("cannot make {}: {}", path.string(), error.message()));
  }
}

void require_absent(const fs::path& path) {
  std::error_code error;
  if (!fs::exists(fs::symlink_status(path, error))) return;
  throw Error(Fault::file, fmt::format("{} exists already; nothing was made", path.string()))
      .with_hint("name another folder, or remove what is there");
}

/// migrate.ini is looked for in the working directory.
std::string next_step(const fs::path& directory) {
  std::error_code ignored;
  const bool is_here = fs::equivalent(directory, ".", ignored);
  const std::string going =
      is_here ? ""
              : fmt::format("`cd {}` and ", shell_quoted(directory.lexically_normal().string()));
  return fmt::format("See to database_url in {}, then {}`migrate revision -m \"first\"`.",
                     (directory / "migrate.ini").lexically_normal().string(), going);
}

}  // namespace

void run_init(const InitArgs& args, Output& output) {
  const ProjectTemplate& chosen = template_named(args.project_template);
  const fs::path& directory = args.directory;
  for (const TemplateFile& file : chosen.files) require_absent(place_of(file, directory));

  Written written{"project", {}, {}, {}};
  make_directory(directory / "versions");
  make_directory(directory / "templates");
  for (const TemplateFile& file : chosen.files) {
    written.paths.push_back(place_of(file, directory));
    write_new_file(written.paths.back(), file.text);
  }
  written.paths.push_back((directory / "versions").lexically_normal());
  written.next = next_step(directory);
  output.written(written);
}

}  // namespace migrate
