#include "engine/postgres/postgres_dialect.hpp"

#include "engine/postgres/postgres_refusals.hpp"

namespace migrate {
namespace {

std::string with_doubled(std::string_view text, std::string_view special) {
  std::string result;
  result.reserve(text.size() + 2);
  for (const char c : text) {
    if (special.find(c) != std::string_view::npos) result += c;
    result += c;
  }
  return result;
}

}  // namespace

const Dialect& postgres_dialect() noexcept {
  static const PostgresDialect dialect;
  return dialect;
}

std::vector<Error> PostgresDialect::refusals(const SourceText& section, Atomicity atomicity) const {
  return postgres_refusals(section, atomicity);
}

std::string PostgresDialect::quoted_identifier(std::string_view name) const {
  return '"' + with_doubled(name, "\"") + '"';
}

/// E'' means the same whatever standard_conforming_strings is.
std::string PostgresDialect::quoted_string(std::string_view text) const {
  if (text.find('\\') == std::string_view::npos) return '\'' + with_doubled(text, "'") + '\'';
  return "E'" + with_doubled(text, "'\\") + '\'';
}

}  // namespace migrate
