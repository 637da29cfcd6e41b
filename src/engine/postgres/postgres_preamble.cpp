#include "engine/postgres/postgres_preamble.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "base/sql_lexer.hpp"
#include "engine/postgres/postgres_lock.hpp"

namespace migrate {
namespace {

constexpr std::chrono::seconds kLookForClientEvery{2};
constexpr std::size_t kWordsThatTell = 3;

std::string set_for_transaction(std::string_view name, std::chrono::milliseconds value) {
  return fmt::format("pg_catalog.set_config('{}', '{}', true), ", name, value.count());
}

/// One statement at the start of a text.
struct LeadingStatement {
  std::array<std::string_view, kWordsThatTell> words;  // empty where there is none
  std::size_t end = 0;                                 // of its last token
  std::size_t next = 0;                                // behind its semicolon
};

LeadingStatement leading_statement(std::string_view text) {
  LeadingStatement statement;
  SqlLexer lexer(text, EngineKind::postgresql);
  std::size_t count = 0;
  statement.next = text.size();
  while (const std::optional<SqlToken> token = lexer.next_significant()) {
    if (token->kind == SqlTokenKind::semicolon) {
      statement.next = token->offset + token->length;
      break;
    }
    if (count < kWordsThatTell) statement.words[count] = lexer.text(*token);
    ++count;
    statement.end = token->offset + token->length;
  }
  return statement;
}

/// Whether the text begins with SET. The whole statement is only looked at when it does.
bool begins_with_set(std::string_view text) {
  SqlLexer lexer(text, EngineKind::postgresql);
  const std::optional<SqlToken> first = lexer.next_significant();
  return first && is_keyword(lexer.text(*first), "SET");
}

bool must_precede_queries(const LeadingStatement& statement) {
  constexpr std::array settings{"TRANSACTION", "TRANSACTION_ISOLATION", "TRANSACTION_READ_ONLY",
                                "TRANSACTION_DEFERRABLE"};
  const auto names_one = [&](std::string_view word) {
    return std::any_of(settings.begin(), settings.end(),
                       [&](const char* setting) { return is_keyword(word, setting); });
  };
  return names_one(statement.words[1]) || names_one(statement.words[2]);
}

/// As preamble_place, from `at` on, which is where a statement begins.
std::size_t place_from(std::string_view section, std::size_t place, std::size_t at) {
  while (begins_with_set(section.substr(at))) {
    const LeadingStatement statement = leading_statement(section.substr(at));
    if (!must_precede_queries(statement)) break;
    place = at + statement.end;
    at += statement.next;
  }
  return place;
}

}  // namespace

std::string preamble_sql(const TransactionLimits& limits, const TableName& table) {
  std::string sql = "SELECT " + set_for_transaction("lock_timeout", limits.lock_timeout);
  if (limits.statement_timeout.count() > 0) {
    sql += set_for_transaction("statement_timeout", limits.statement_timeout);
  }
  if (limits.looks_for_client) {
    sql += set_for_transaction("client_connection_check_interval", kLookForClientEvery);
  }
  return sql +
         fmt::format("pg_catalog.pg_try_advisory_xact_lock_shared({})", worker_lock_key(table));
}

std::size_t preamble_place(std::string_view section) { return place_from(section, 0, 0); }

std::size_t preamble_place_after_begin(std::string_view section) {
  const LeadingStatement begin = leading_statement(section);
  return place_from(section, begin.end, begin.next);
}

}  // namespace migrate
