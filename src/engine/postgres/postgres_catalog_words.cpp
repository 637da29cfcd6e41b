#include "engine/postgres/postgres_catalog_words.hpp"

#include <fmt/format.h>

#include "engine/postgres/postgres_dialect.hpp"

namespace migrate {

std::string regclass_of(std::string_view name) {
  return fmt::format("pg_catalog.to_regclass({})", postgres_dialect().quoted_string(name));
}

std::string plain_name_of(std::string_view name) {
  return fmt::format("(pg_catalog.parse_ident({}))[1]::pg_catalog.name",
                     postgres_dialect().quoted_string(name));
}

std::string text_at(const pqxx::result& rows, int row, int column) {
  const auto field = rows[static_cast<pqxx::result::size_type>(row)][column];
  return field.is_null() ? std::string() : std::string(field.c_str(), field.size());
}

bool is_true_at(const pqxx::result& rows, int row, int column) {
  return text_at(rows, row, column) == "t";
}

std::string qualified_at(const pqxx::result& rows, int row, int column) {
  return postgres_dialect().quoted_table(
      {text_at(rows, row, column), text_at(rows, row, column + 1)});
}

}  // namespace migrate
