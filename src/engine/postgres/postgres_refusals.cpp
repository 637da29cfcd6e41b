#include "engine/postgres/postgres_refusals.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/sql_lexer.hpp"
#include "base/utf8.hpp"
#include "engine/postgres/postgres_statement_nature.hpp"
#include "engine/postgres/postgres_statement_pattern.hpp"
#include "engine/postgres/postgres_statements.hpp"

namespace migrate {
namespace {

/// Enough to mend a file by; each costs a walk over the section.
constexpr std::size_t kMostProblems = 10;

/// Without one of these words there is nothing to refuse for the transaction's sake.
constexpr std::array<std::string_view, 16> kSuspects{
    "BEGIN",   "START",  "COMMIT", "END",      "ROLLBACK",   "ABORT",   "PREPARE", "CONCURRENTLY",
    "REINDEX", "VACUUM", "SYSTEM", "DATABASE", "TABLESPACE", "CLUSTER", "DISCARD", "SUBSCRIPTION"};

struct Problem {
  std::size_t offset = 0;
  std::string what;
  std::string hint;
};
using Problems = std::vector<Problem>;

std::string_view name_of_unclosed(const SqlToken& token, std::string_view text) {
  if (token.kind == SqlTokenKind::comment) return "comment";
  if (token.kind == SqlTokenKind::quoted_identifier) return "quoted identifier";
  return text.starts_with('$') ? "dollar-quoted string" : "quoted string";
}

/// `\connect` of a text that starts with it.
std::string_view meta_command(std::string_view text) {
  return text.substr(0, text.find_first_of(" \t\r\n;", 1));
}

void find_bad_bytes(std::string_view sql, Problems& problems) {
  if (const std::size_t nul = sql.find('\0'); nul != std::string_view::npos) {
    problems.push_back({nul, "a NUL byte, which PostgreSQL does not take", "remove it"});
  }
  if (const std::optional<std::size_t> bad = first_invalid_utf8(sql)) {
    problems.push_back({*bad, "not valid UTF-8", "save the file as UTF-8"});
  }
}

void find_bad_tokens(std::string_view sql, Problems& problems) {
  SqlLexer lexer(sql, EngineKind::postgresql);
  std::size_t line_end = 0;  // a meta-command reaches to the end of its line
  while (const std::optional<SqlToken> token = lexer.next()) {
    const std::string_view text = lexer.text(*token);
    if (!token->closed) {
      problems.push_back({token->offset,
                          fmt::format("this {} is never closed", name_of_unclosed(*token, text)),
                          "it would swallow the change of the version table"});
    } else if (text == "\\" && token->offset >= line_end) {
      line_end = std::min(sql.find('\n', token->offset), sql.size());
      problems.push_back({token->offset,
                          fmt::format("`{}` is a command of psql, not SQL",
                                      meta_command(sql.substr(token->offset, line_end))),
                          "remove it: a revision is sent to the server as it stands"});
    }
  }
}

/// Whether there is anything to look for: most sections name none of these words.
bool names_suspect(std::string_view sql) {
  SqlLexer lexer(sql, EngineKind::postgresql);
  while (const std::optional<SqlToken> token = lexer.next_significant()) {
    if (token->kind != SqlTokenKind::word) continue;
    const std::string_view word = lexer.text(*token);
    if (std::any_of(kSuspects.begin(), kSuspects.end(),
                    [&](std::string_view suspect) { return is_keyword(word, suspect); })) {
      return true;
    }
  }
  return false;
}

/// Whether a statement reads COPY ... FROM stdin (or `FROM STDIN`), not within parentheses.
bool copies_from_stdin(std::string_view statement) {
  SqlLexer lexer(statement, EngineKind::postgresql);
  std::optional<SqlToken> token = lexer.next_significant();
  if (!token || !is_keyword(lexer.text(*token), "COPY")) return false;
  std::size_t depth = 0;
  bool after_from = false;
  while ((token = lexer.next_significant())) {
    const std::string_view text = lexer.text(*token);
    if (text == "(") ++depth;
    if (text == ")" && depth > 0) --depth;
    if (after_from && is_keyword(text, "STDIN")) return true;
    after_from = depth == 0 && is_keyword(text, "FROM");
  }
  return false;
}

/// What a statement must not do in a transaction that is not its own.
std::optional<Problem> transaction_problem(std::string_view statement) {
  const TransactionControl control = transaction_control(statement);
  if (control != TransactionControl::none) {
    const bool prepares = control == TransactionControl::prepare;
    return Problem{
        0,
        fmt::format("{} in a section that runs in a transaction of its own",
                    prepares ? "PREPARE TRANSACTION" : StatementHead(statement).first_word()),
        "remove it, or write transaction:false on the section's marker line"};
  }
  const std::string_view refused = refused_in_transaction(statement);
  if (refused.empty()) return std::nullopt;
  return Problem{
      0, fmt::format("{} cannot run in a transaction", refused),
      "put it into a revision of its own, with transaction:false on the section's marker "
      "line, as in: -- migrate:upgrade transaction:false"};
}

void find_transaction_problems(std::string_view sql, const std::vector<SqlPiece>& pieces,
                               Problems& problems) {
  for (const SqlPiece& piece : pieces) {
    std::optional<Problem> problem = transaction_problem(sql.substr(piece.offset, piece.length));
    if (!problem) continue;
    problem->offset = piece.offset;
    problems.push_back(std::move(*problem));
  }
}

/// What follows COPY ... FROM stdin is data and no SQL: nothing is looked for in it.
void find_copy(std::string_view sql, const std::vector<SqlPiece>& pieces, Problems& problems) {
  const auto copy = std::find_if(pieces.begin(), pieces.end(), [&](const SqlPiece& piece) {
    return copies_from_stdin(sql.substr(piece.offset, piece.length));
  });
  if (copy == pieces.end()) return;
  std::erase_if(problems, [&](const Problem& problem) { return problem.offset > copy->offset; });
  problems.push_back({copy->offset, "COPY ... FROM stdin reads data that only psql can send",
                      "write INSERT statements instead"});
}

}  // namespace

std::vector<Error> postgres_refusals(const SourceText& section, Atomicity atomicity) {
  const std::string& sql = section.text();
  Problems problems;
  find_bad_bytes(sql, problems);
  const bool readable = problems.empty();
  find_bad_tokens(sql, problems);
  const std::vector<SqlPiece> pieces = pieces_of(sql);
  if (atomicity != Atomicity::none && names_suspect(sql)) {
    // Only the grammar knows whether BEGIN opens a function's body or is a function's name.
    find_transaction_problems(sql, readable ? statements_of(sql) : pieces, problems);
  }
  find_copy(sql, pieces, problems);
  std::stable_sort(problems.begin(), problems.end(),
                   [](const Problem& a, const Problem& b) { return a.offset < b.offset; });
  if (problems.size() > kMostProblems) problems.resize(kMostProblems);
  std::vector<Error> errors;
  for (const Problem& problem : problems) {
    errors.push_back(
        section.error_at(Fault::revision, problem.offset, problem.what).with_hint(problem.hint));
  }
  return errors;
}

}  // namespace migrate
