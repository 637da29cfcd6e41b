#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "base/sql_lexer.hpp"

namespace migrate {

/// What must be told apart of one SQLite statement, from its tokens: where it ends (a trigger's
/// body holds semicolons), and how it begins. No grammar.
class SqliteStatementShape {
 public:
  /// Takes the next token that is neither space nor comment. True when the statement ends with it.
  bool take(SqlTokenKind kind, std::string_view text);

  [[nodiscard]] bool empty() const noexcept { return empty_; }

  /// Forgets the statement, for the next one.
  void clear() noexcept;

  /// Whether its `index`-th token is `keyword` (in upper case), unquoted. What stands before the
  /// verb of a WITH statement does not count.
  [[nodiscard]] bool has(std::string_view keyword, std::size_t index = 0) const noexcept {
    return head_[index].kind == SqlTokenKind::word && is_keyword(head_[index].text, keyword);
  }
  /// Whether its `index`-th token is `symbol`.
  [[nodiscard]] bool has_symbol(std::string_view symbol, std::size_t index) const noexcept;
  /// The `index`-th token as a name: without its quotes, in lower case. Empty when it is none.
  [[nodiscard]] std::string name(std::size_t index) const;

  /// BEGIN, COMMIT and their kin, in upper case; empty for all else, SAVEPOINT and its kin too.
  [[nodiscard]] std::string_view transaction_control() const noexcept { return control_at(0); }
  /// The same of what is explained by EXPLAIN, which runs none of it; SQLite's authorizer is asked
  /// all the same. Empty where nothing is explained.
  [[nodiscard]] std::string_view explained_transaction_control() const noexcept;
  /// Whether nothing of it matters any more but where it ends: that it controls no transaction, is
  /// no trigger and can run in a transaction is clear from how it begins.
  [[nodiscard]] bool is_plain() const noexcept;
  [[nodiscard]] bool copies_from_stdin() const noexcept { return from_stdin_ && has("COPY"); }

 private:
  enum class Tail { other, semicolon, end };
  struct HeadToken {
    SqlTokenKind kind = SqlTokenKind::space;
    std::string_view text;
  };

  std::array<HeadToken, 10> head_;  // the first tokens
  std::size_t tokens_ = 0;          // since head_ began
  std::size_t parentheses_ = 0;
  Tail tail_ = Tail::other;  // what was last, of a trigger's `; END ;`
  bool empty_ = true;
  bool after_from_ = false;
  bool from_stdin_ = false;

  void count_parenthesis(char symbol) noexcept;
  [[nodiscard]] std::string_view control_at(std::size_t verb) const noexcept;
  [[nodiscard]] bool is_trigger() const noexcept;
  [[nodiscard]] bool is_verb_after_with(std::string_view word) const noexcept;
};

}  // namespace migrate
