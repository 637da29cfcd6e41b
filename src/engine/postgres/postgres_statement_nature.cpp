#include "engine/postgres/postgres_statement_nature.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>

#include "engine/postgres/postgres_statement_pattern.hpp"

namespace migrate {
namespace {

struct ControlPattern {
  std::string_view pattern;
  TransactionControl control;
};

/// The first that fits counts.
constexpr std::array kControls{
    ControlPattern{"BEGIN|START", TransactionControl::begin},
    ControlPattern{"PREPARE TRANSACTION", TransactionControl::prepare},
    ControlPattern{"COMMIT|ROLLBACK PREPARED", TransactionControl::prepared},
    ControlPattern{"ROLLBACK [WORK|TRANSACTION] TO", TransactionControl::none},
    ControlPattern{"COMMIT|END|ROLLBACK|ABORT [WORK|TRANSACTION] AND CHAIN",
                   TransactionControl::chain},
    ControlPattern{"COMMIT|END", TransactionControl::commit},
    ControlPattern{"ROLLBACK|ABORT", TransactionControl::rollback},
};

struct LoneCommand {
  std::string_view pattern;
  std::string_view name;  // empty: in a transaction it may well be allowed
};

constexpr std::array kLoneCommands{
    LoneCommand{"CREATE [UNIQUE] INDEX CONCURRENTLY", "CREATE INDEX CONCURRENTLY"},
    LoneCommand{"DROP INDEX CONCURRENTLY", "DROP INDEX CONCURRENTLY"},
    LoneCommand{"REINDEX () INDEX|TABLE|SCHEMA|DATABASE|SYSTEM CONCURRENTLY",
                "REINDEX CONCURRENTLY"},
    LoneCommand{"REINDEX (CONCURRENTLY) INDEX|TABLE|SCHEMA|DATABASE|SYSTEM",
                "REINDEX CONCURRENTLY"},
    LoneCommand{"REINDEX () SCHEMA", "REINDEX SCHEMA"},
    LoneCommand{"REINDEX () DATABASE", "REINDEX DATABASE"},
    LoneCommand{"REINDEX () SYSTEM", "REINDEX SYSTEM"},
    LoneCommand{"VACUUM", "VACUUM"},
    LoneCommand{"ALTER SYSTEM", "ALTER SYSTEM"},
    LoneCommand{"CREATE DATABASE", "CREATE DATABASE"},
    LoneCommand{"DROP DATABASE", "DROP DATABASE"},
    LoneCommand{"ALTER DATABASE % SET TABLESPACE", "ALTER DATABASE ... SET TABLESPACE"},
    LoneCommand{"CREATE TABLESPACE", "CREATE TABLESPACE"},
    LoneCommand{"DROP TABLESPACE", "DROP TABLESPACE"},
    LoneCommand{"ALTER TABLE [IF EXISTS] [ONLY] % DETACH PARTITION % CONCURRENTLY",
                "DETACH PARTITION ... CONCURRENTLY"},
    LoneCommand{"CLUSTER [VERBOSE] $", "CLUSTER without a table"},
    LoneCommand{"CLUSTER () $", "CLUSTER without a table"},
    LoneCommand{"DISCARD ALL", "DISCARD ALL"},
    LoneCommand{"ALTER SUBSCRIPTION % REFRESH PUBLICATION",
                "ALTER SUBSCRIPTION ... REFRESH PUBLICATION"},
    LoneCommand{"ALTER SUBSCRIPTION % SET|ADD|DROP PUBLICATION", ""},
    LoneCommand{"CREATE SUBSCRIPTION", ""},
    LoneCommand{"DROP SUBSCRIPTION", ""},
    LoneCommand{"CALL", ""},
    // A transaction that is not open ends with a warning, but not within the journal's own.
    LoneCommand{"COMMIT|END|ROLLBACK|ABORT", ""},
    LoneCommand{"PREPARE TRANSACTION", ""},
};

constexpr std::array<std::string_view, 9> kSessionCommands{
    "SET",        "RESET", "LISTEN",
    "UNLISTEN",   "LOAD",  "PREPARE",
    "DEALLOCATE", "CLOSE", "DISCARD PLANS|SEQUENCES|TEMP|TEMPORARY"};

constexpr std::array<std::string_view, 4> kLocalCommands{
    "SET LOCAL", "SET CONSTRAINTS", "SET TRANSACTION", "ROLLBACK [WORK|TRANSACTION] TO"};

template <typename Patterns>
bool begins_any(const StatementHead& head, const Patterns& patterns) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](std::string_view pattern) { return head.begins(pattern); });
}

const LoneCommand* lone_command(const StatementHead& head) {
  const auto* found =
      std::find_if(kLoneCommands.begin(), kLoneCommands.end(),
                   [&](const LoneCommand& command) { return head.begins(command.pattern); });
  return found == kLoneCommands.end() ? nullptr : found;
}

/// The call's arguments are in `rest`, behind its parenthesis. Gives what follows the call; nullopt
/// when its last argument keeps the setting to the transaction.
std::optional<std::string_view> after_session_setting(std::string_view rest) {
  SqlLexer lexer(rest, EngineKind::postgresql);
  std::size_t depth = 0;
  std::string_view last;
  while (const std::optional<SqlToken> token = lexer.next_significant()) {
    const std::string_view text = lexer.text(*token);
    if (text == "(") ++depth;
    if (text == ")" && --depth == 0) {
      const bool local = is_keyword(last, "TRUE") || is_keyword(last, "'TRUE'") || last == "'t'";
      if (local) return std::nullopt;
      return rest.substr(token->offset + 1);
    }
    last = text;
  }
  return std::nullopt;
}

/// Whether all that a SELECT does is to set something of the session.
bool selects_session_settings(std::string_view statement) {
  std::optional<std::string_view> rest = StatementHead(statement).rest_after("SELECT");
  while (rest) {
    const StatementHead item(*rest);
    std::optional<std::string_view> arguments = item.rest_after("SET_CONFIG");
    if (!arguments) {
      const auto names = item.names_in("%");
      if (!names || !is_keyword(names->front(), "PG_CATALOG.SET_CONFIG")) return false;
      arguments = item.rest_after("%");
    }
    if (!arguments->starts_with('(')) return false;
    std::optional<std::string_view> after = after_session_setting(*arguments);
    if (!after) return false;
    if (const auto named = StatementHead(*after).rest_after("AS %")) after = named;
    SqlLexer lexer(*after, EngineKind::postgresql);
    const std::optional<SqlToken> next = lexer.next_significant();
    if (!next) return true;
    if (lexer.text(*next) != ",") return false;
    rest = after->substr(next->offset + 1);
  }
  return false;
}

/// The text within the quotes of a string, about; its escapes stay.
std::string_view body_of(std::string_view string) {
  const bool dollars = string.starts_with('$');
  const std::size_t open = dollars ? string.find('$', 1) + 1 : string.find('\'') + 1;
  const std::size_t quotes = open + (dollars ? open : 1);
  return string.size() < quotes ? std::string_view() : string.substr(open, string.size() - quotes);
}

bool names_any(std::string_view sql, std::initializer_list<std::string_view> keywords) {
  SqlLexer lexer(sql, EngineKind::postgresql);
  while (const std::optional<SqlToken> token = lexer.next_significant()) {
    if (token->kind != SqlTokenKind::word) continue;
    const std::string_view word = lexer.text(*token);
    if (std::any_of(keywords.begin(), keywords.end(),
                    [&](std::string_view keyword) { return is_keyword(word, keyword); })) {
      return true;
    }
  }
  return false;
}

/// Whether a DO may end the transaction that it runs in; the procedures that it calls may, too.
bool does_commit(std::string_view statement) {
  SqlLexer lexer(statement, EngineKind::postgresql);
  while (const std::optional<SqlToken> token = lexer.next_significant()) {
    if (token->kind == SqlTokenKind::string &&
        names_any(body_of(lexer.text(*token)), {"COMMIT", "ROLLBACK", "CALL"})) {
      return true;
    }
  }
  return false;
}

}  // namespace

TransactionControl transaction_control(std::string_view statement) {
  const StatementHead head(statement);
  const auto* found =
      std::find_if(kControls.begin(), kControls.end(),
                   [&](const ControlPattern& control) { return head.begins(control.pattern); });
  if (found == kControls.end()) return TransactionControl::none;
  if (found->control == TransactionControl::begin && head.holds("READ", "ONLY")) {
    return TransactionControl::begin_read_only;
  }
  return found->control;
}

bool makes_transaction_read_only(std::string_view statement) {
  const StatementHead head(statement);
  return head.begins("SET TRANSACTION") && head.holds("READ", "ONLY");
}

StatementNature nature_of(std::string_view statement) {
  const StatementHead head(statement);
  if (begins_any(head, kLocalCommands)) return StatementNature::transactional;
  if (lone_command(head) != nullptr) return StatementNature::alone;
  if (head.begins("DO") && does_commit(statement)) return StatementNature::alone;
  const bool held_cursor = head.begins("DECLARE") && head.holds("WITH", "HOLD");
  const bool session =
      held_cursor || begins_any(head, kSessionCommands) || selects_session_settings(statement);
  return session ? StatementNature::session : StatementNature::transactional;
}

std::string_view refused_in_transaction(std::string_view statement) {
  const StatementHead head(statement);
  // It makes a slot at the publisher, which no rollback would take away, unless it is told not to.
  if (head.begins("CREATE SUBSCRIPTION") && !names_any(statement, {"CREATE_SLOT", "CONNECT"})) {
    return "CREATE SUBSCRIPTION";
  }
  const LoneCommand* command = lone_command(head);
  return command == nullptr ? std::string_view() : command->name;
}

}  // namespace migrate
