#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/sql_lexer.hpp"

namespace migrate {

/// The first tokens of one statement, to be compared with patterns. Comments and blanks between
/// them don't count. The text must outlive it.
class StatementHead {
 public:
  explicit StatementHead(std::string_view statement);

  /// The names that `pattern` finds, as the statement writes them, quotes and dots included;
  /// nullopt when the statement begins otherwise. What follows the pattern does not matter. Its
  /// elements, with one space between them:
  ///   `WORD`, `A|B`  a keyword, in any case; one of several
  ///   `[A B|C]`      these keywords, or none of them
  ///   `%`            a name: a word or "x", with dots between its parts
  ///   `()`           a group in parentheses, or none
  ///   `(OPTION)`     a group in parentheses that has this option, and not switched off
  ///   `$`            the end of the statement
  [[nodiscard]] std::optional<std::vector<std::string>> names_in(std::string_view pattern) const;

  [[nodiscard]] bool begins(std::string_view pattern) const {
    return names_in(pattern).has_value();
  }

  /// What follows that which `pattern` takes in; nullopt when the statement begins otherwise.
  [[nodiscard]] std::optional<std::string_view> rest_after(std::string_view pattern) const;

  /// Whether the two keywords stand one after the other somewhere in it.
  [[nodiscard]] bool holds(std::string_view first, std::string_view second) const;

  /// Its first word in upper case; empty when it begins with something else.
  [[nodiscard]] std::string first_word() const;

 private:
  class Match;

  std::string_view statement_;
  std::vector<SqlToken> tokens_;
  bool is_whole_ = true;  // else there are more tokens

  [[nodiscard]] std::optional<Match> match(std::string_view pattern) const;
  [[nodiscard]] std::string_view text(std::size_t token) const;
  [[nodiscard]] bool is_word(std::size_t token, std::string_view keyword) const;
};

}  // namespace migrate
