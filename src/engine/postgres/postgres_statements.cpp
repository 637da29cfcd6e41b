#include "engine/postgres/postgres_statements.hpp"

#include <memory>
#include <optional>
#include <string_view>

#include <pg_query.h>

namespace migrate {
namespace {

/// Follows psql (src/fe_utils/psqlscan.l): a semicolon ends a statement unless parentheses are
/// open, or CREATE [OR REPLACE] FUNCTION or PROCEDURE has opened a body with BEGIN.
class StatementEnds {
 public:
  [[nodiscard]] bool is_end(const SqlToken& token, std::string_view text) {
    if (token.kind == SqlTokenKind::semicolon) return parentheses_ == 0 && bodies_ == 0;
    if (token.kind == SqlTokenKind::word) see_word(text);
    if (text == "(") ++parentheses_;
    if (text == ")" && parentheses_ > 0) --parentheses_;
    return false;
  }

 private:
  std::size_t parentheses_ = 0;
  std::size_t bodies_ = 0;
  std::string head_;  // the initials of the first four words, as far as they matter

  void see_word(std::string_view word) {
    if (head_.size() < 4) head_ += initial_of(word);
    if (parentheses_ > 0 || !makes_routine()) return;
    if (is_keyword(word, "BEGIN") || (bodies_ > 0 && is_keyword(word, "CASE"))) ++bodies_;
    if (bodies_ > 0 && is_keyword(word, "END")) --bodies_;
  }

  [[nodiscard]] bool makes_routine() const {
    return head_.starts_with("cf") || head_.starts_with("cp") || head_ == "corf" || head_ == "corp";
  }

  static char initial_of(std::string_view word) {
    if (is_keyword(word, "CREATE")) return 'c';
    if (is_keyword(word, "OR")) return 'o';
    if (is_keyword(word, "REPLACE")) return 'r';
    if (is_keyword(word, "FUNCTION")) return 'f';
    if (is_keyword(word, "PROCEDURE")) return 'p';
    return ' ';
  }
};

using SplitResult = std::unique_ptr<PgQuerySplitResult, void (*)(PgQuerySplitResult*)>;

/// The piece between two bytes without what stands before its first significant token.
std::optional<SqlPiece> trimmed_piece(std::string_view sql, std::size_t begin, std::size_t end) {
  SqlLexer lexer(sql.substr(begin, end - begin), EngineKind::postgresql);
  const std::optional<SqlToken> first = lexer.next_significant();
  if (!first) return std::nullopt;
  return SqlPiece{begin + first->offset, end - begin - first->offset};
}

std::vector<SqlPiece> pieces_of_grammar(std::string_view sql, const PgQuerySplitResult& split) {
  std::vector<SqlPiece> pieces;
  for (int i = 0; i < split.n_stmts; ++i) {
    const auto begin = static_cast<std::size_t>(split.stmts[i]->stmt_location);
    const auto length = static_cast<std::size_t>(split.stmts[i]->stmt_len);
    const std::size_t end = length == 0 ? sql.size() : begin + length;
    if (const auto piece = trimmed_piece(sql, begin, end)) pieces.push_back(*piece);
  }
  return pieces;
}

}  // namespace

std::vector<SqlPiece> statements_of(const std::string& sql) {
  PgQuerySplitResult split = pg_query_split_with_parser(sql.c_str());
  const SplitResult owner(&split,
                          [](PgQuerySplitResult* result) { pg_query_free_split_result(*result); });
  return split.error == nullptr ? pieces_of_grammar(sql, split) : pieces_of(sql);
}

std::vector<SqlPiece> pieces_of(std::string_view sql) {
  std::vector<SqlPiece> pieces;
  SqlLexer lexer(sql, EngineKind::postgresql);
  StatementEnds ends;
  std::optional<SqlPiece> piece;
  while (const std::optional<SqlToken> token = lexer.next_significant()) {
    if (ends.is_end(*token, lexer.text(*token))) {
      if (piece) pieces.push_back(*piece);
      piece.reset();
      ends = StatementEnds();
      continue;
    }
    if (!piece) piece = SqlPiece{token->offset, 0};
    piece->length = token->offset + token->length - piece->offset;
  }
  if (piece) pieces.push_back(*piece);
  return pieces;
}

}  // namespace migrate
