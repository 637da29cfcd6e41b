#pragma once

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>

namespace migrate {

/// One file of a project template: the text is built into the program from templates/.
struct TemplateFile {
  std::string_view name;  ///< "revision.sql.mustache", "migrate.ini"
  std::string_view text;
};

/// A way to start a project, as `init -t` knows it.
struct ProjectTemplate {
  std::string_view name;         ///< "generic"
  std::string_view description;  ///< one sentence
  std::span<const TemplateFile> files;
};

[[nodiscard]] std::span<const ProjectTemplate> project_templates() noexcept;

/// Fills a mustache template; nothing is escaped. Throws Error (Fault::config) when it is
/// malformed.
using TemplateValues = std::map<std::string, std::string>;
[[nodiscard]] std::string render_template(std::string_view text, const TemplateValues& values,
                                          const std::string& name);

}  // namespace migrate
