#include "engine/postgres/postgres_privileges.hpp"

#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/postgres/postgres_catalog_words.hpp"
#include "engine/postgres/postgres_dialect.hpp"
#include "engine/postgres/postgres_exchange.hpp"

namespace migrate {
namespace {

/// As SQL writes it; "..." where nobody can tell: in a transaction that has failed the server
/// answers nothing, and the role that has logged in need not be the one that runs.
std::string role_of(PostgresHandle& session, const std::stop_token& stop) {
  if (!session.is_idle()) return "...";
  try {
    return text_at(ask(session, "SELECT pg_catalog.quote_ident(current_user)", stop), 0, 0);
  } catch (const Error&) {
    return "...";  // the failure that a hint is made for is the one to tell of
  }
}

std::string grant(std::string_view privileges, const TableName& table, const std::string& role) {
  return fmt::format("GRANT {} ON {} TO {}", privileges, postgres_dialect().quoted_table(table),
                     role);
}

}  // namespace

bool is_lack_of_privilege(const Error& error) noexcept {
  const bool is_policy = std::string_view(error.what()).find("row-level security") !=
                         std::string_view::npos;  // the same code, but no GRANT is of help
  return error.code() == "42501" && !is_policy;
}

bool wants_grant(const Error& error) noexcept {
  return is_lack_of_privilege(error) && error.hint().empty();
}

Error with_grants(const Error& error, const TableName& versions, const TableName& history,
                  PostgresHandle& session, const std::stop_token& stop) {
  if (!wants_grant(error) || (versions.name.empty() && history.name.empty())) return error;
  const std::string role = role_of(session, stop);
  std::vector<std::string> grants;
  if (!versions.name.empty()) grants.push_back(grant(kVersionsPrivileges, versions, role));
  if (!history.name.empty()) grants.push_back(grant(kHistoryPrivileges, history, role));
  return error.with_hint(
      fmt::format("let {} owner run: {} (SELECT is enough for commands that only read)",
                  grants.size() == 1 ? "its" : "their", fmt::join(grants, "; ")));
}

Error with_schema_grant(const Error& error, const std::string& schema, PostgresHandle& session,
                        const std::stop_token& stop) {
  if (!wants_grant(error)) return error;
  return error.with_hint(fmt::format("let its owner run: GRANT USAGE ON SCHEMA {} TO {}",
                                     postgres_dialect().quoted_identifier(schema),
                                     role_of(session, stop)));
}

}  // namespace migrate
