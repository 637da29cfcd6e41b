#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "base/sql_lexer.hpp"

namespace migrate {

/// What must be told apart of one SQLite statement, from its tokens: where it ends (a trigger's
/// body holds semicolons), whether it begins or ends a transaction, whether it is psql's COPY. No
/// grammar.
class SqliteStatementShape {
 public:
  /// Takes the next token that is neither space nor comment. True when the statement ends with it.
  bool take(SqlTokenKind kind, std::string_view text);

  [[nodiscard]] bool empty() const noexcept { return tokens_ == 0; }
  /// BEGIN, COMMIT and their kin, in upper case; empty for all else, SAVEPOINT and its kin too.
  [[nodiscard]] std::string_view transaction_control() const noexcept;
  [[nodiscard]] bool copies_from_stdin() const noexcept {
    return from_stdin_ && starts_with("COPY");
  }

 private:
  enum class Tail { other, semicolon, end };

  std::array<std::string_view, 3> head_;  // the first tokens; an empty one is no word
  std::size_t tokens_ = 0;
  Tail tail_ = Tail::other;  // what was last, of a trigger's `; END ;`
  bool after_from_ = false;
  bool from_stdin_ = false;

  [[nodiscard]] bool starts_with(std::string_view keyword, std::size_t index = 0) const noexcept;
  [[nodiscard]] bool is_trigger() const noexcept;
};

}  // namespace migrate
