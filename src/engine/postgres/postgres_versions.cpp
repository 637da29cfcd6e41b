#include "engine/postgres/postgres_versions.hpp"

#include <fmt/format.h>

#include "db/version_row_error.hpp"
#include "engine/postgres/postgres_dialect.hpp"
#include "engine/postgres/postgres_privileges.hpp"

namespace migrate {
namespace {

constexpr std::string_view kUniqueViolation = "23505";
constexpr std::string_view kRowMark = "migrate: ";

}  // namespace

std::string changing_one_row(const std::string& statement, const std::string& row) {
  const std::string message = fmt::format("{}rows {} changed: ", kRowMark, row);
  // A number that is none: the only error with a text of its own that plain SQL can raise.
  return fmt::format(
      "WITH changed AS ({} RETURNING 1) SELECT CASE WHEN pg_catalog.count(*) = 1 THEN 1 ELSE "
      "({} || pg_catalog.count(*))::pg_catalog.int4 END FROM changed",
      statement, postgres_dialect().quoted_string(message));
}

bool is_missing_row(const ServerError& error) {
  return error.message.find(kRowMark) != std::string::npos;
}

std::vector<std::string> checked_change_sql(const TableName& table, const VersionChange& change) {
  std::vector<std::string> statements = postgres_dialect().version_change_sql(table, change);
  for (std::size_t i = 0; i < statements.size(); ++i) {
    statements[i] = changing_one_row(statements[i], changed_row(change, i));
  }
  return statements;
}

Error version_row_error(const TableName& table, const VersionChange& change, std::size_t statement,
                        const ServerError& error) {
  const std::string name = postgres_dialect().quoted_table(table);
  if (is_missing_row(error)) {
    return version_row_changed(name, changed_row(change, statement), "is gone");
  }
  if (error.code == kUniqueViolation && statement < change.added.size()) {
    return version_row_changed(name, change.added[statement], "is there already");
  }
  return version_table_error(table, error);
}

Error version_table_error(const TableName& table, const ServerError& error) {
  ServerError inner = error;
  inner.message = fmt::format("cannot change the version table {}: {}",
                              postgres_dialect().quoted_table(table), error.message);
  const Error told = described(inner);
  if (!wants_grant(told)) return told;
  return told.with_hint(
      fmt::format("grant it to the role that the revision runs as: GRANT {} ON {} TO ...",
                  kVersionsPrivileges, postgres_dialect().quoted_table(table)));
}

}  // namespace migrate
