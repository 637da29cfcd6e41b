#include "engine/postgres/postgres_privileges.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/postgres/postgres_catalog_words.hpp"
#include "engine/postgres/postgres_dialect.hpp"
#include "engine/postgres/postgres_exchange.hpp"

namespace migrate {
namespace {

bool wants_grant(const Error& error) { return is_lack_of_privilege(error) && error.hint().empty(); }

/// As SQL writes it. In a transaction that has failed the server answers nothing.
std::string role_of(PostgresHandle& session, const std::stop_token& stop) {
  if (!session.is_idle()) return postgres_dialect().quoted_identifier(PQuser(session.raw()));
  return text_at(ask(session, "SELECT pg_catalog.quote_ident(current_user)", stop), 0, 0);
}

}  // namespace

bool is_lack_of_privilege(const Error& error) noexcept { return error.code() == "42501"; }

Error with_grants(const Error& error, const std::vector<TableName>& tables, PostgresHandle& session,
                  const std::stop_token& stop) {
  if (!wants_grant(error) || tables.empty()) return error;
  std::vector<std::string> names;
  for (const TableName& table : tables) names.push_back(postgres_dialect().quoted_table(table));
  return error.with_hint(fmt::format(
      "let {} owner run: GRANT SELECT, INSERT, UPDATE, DELETE ON {} TO {} (SELECT is "
      "enough for commands that only read)",
      names.size() == 1 ? "its" : "their", fmt::join(names, ", "), role_of(session, stop)));
}

Error with_schema_grant(const Error& error, const std::string& schema, PostgresHandle& session,
                        const std::stop_token& stop) {
  if (!wants_grant(error)) return error;
  return error.with_hint(fmt::format("let its owner run: GRANT USAGE ON SCHEMA {} TO {}",
                                     postgres_dialect().quoted_identifier(schema),
                                     role_of(session, stop)));
}

}  // namespace migrate
