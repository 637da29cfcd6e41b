#pragma once

#include <string_view>

/// The files of templates/, built into the program by embed_templates.cmake.
namespace migrate::embedded {

extern const std::string_view revision_sql;
extern const std::string_view generic_readme;
extern const std::string_view generic_ini;
extern const std::string_view postgresql_readme;
extern const std::string_view postgresql_ini;

}  // namespace migrate::embedded
