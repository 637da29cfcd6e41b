#include "revision/template_files.hpp"

#include <array>
#include <functional>

#include <fmt/format.h>
#include <kainjow/mustache.hpp>

#include "base/list_text.hpp"
#include "migrate/error.hpp"
#include "revision/embedded_templates.hpp"

namespace migrate {
namespace {

namespace mustache = kainjow::mustache;

/// A README of one sentence without its line end.
std::string_view sentence(std::string_view readme) noexcept {
  return trimmed(readme.substr(0, readme.find('\n')));
}

/// An empty value is false, so that a section can ask whether there is one.
mustache::data data_of(const TemplateValues& values) {
  mustache::data data;
  for (const auto& [name, value] : values) {
    data.set(name, value.empty() ? mustache::data(false) : mustache::data(value));
  }
  return data;
}

}  // namespace

std::span<const ProjectTemplate> project_templates() noexcept {
  static const std::array<TemplateFile, 3> generic{{
      {"README", embedded::generic_readme},
      {"migrate.ini", embedded::generic_ini},
      {"revision.sql.mustache", embedded::revision_sql},
  }};
  static const std::array<TemplateFile, 3> postgresql{{
      {"README", embedded::postgresql_readme},
      {"migrate.ini", embedded::postgresql_ini},
      {"revision.sql.mustache", embedded::revision_sql},
  }};
  static const std::array<ProjectTemplate, 2> templates{{
      {"generic", sentence(embedded::generic_readme), generic},
      {"postgresql", sentence(embedded::postgresql_readme), postgresql},
  }};
  return templates;
}

std::string render_template(std::string_view text, const TemplateValues& values,
                            const std::string& name) {
  mustache::mustache parsed{std::string(text)};
  parsed.set_custom_escape([](const std::string& value) { return value; });
  std::string result;
  if (parsed.is_valid()) result = parsed.render(data_of(values));
  if (!parsed.is_valid()) {
    throw Error(Fault::config,
                fmt::format("the template {} is malformed: {}", name, parsed.error_message()))
        .with_hint("the position counts the bytes of the template");
  }
  return result;
}

}  // namespace migrate
