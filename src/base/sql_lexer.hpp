#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/engine_kind.hpp"

namespace migrate {

/// What one piece of SQL text is.
enum class SqlTokenKind {
  space,              ///< blanks and line ends
  comment,            ///< `-- ...` or `/* ... */`
  word,               ///< a keyword or an unquoted identifier
  quoted_identifier,  ///< "x", for SQLite [x] and `x`, for PostgreSQL U&"x"
  string,             ///< 'x', and for PostgreSQL E'x', U&'x', $tag$x$tag$
  number,
  semicolon,
  symbol,  ///< any other single character
};

struct SqlToken {
  SqlTokenKind kind = SqlTokenKind::symbol;
  std::size_t offset = 0;  ///< of the first byte
  std::size_t length = 0;  ///< in bytes
  bool closed = true;      ///< false when the text ended inside of it (quotes and /* comments)
};

/// Cuts SQL into tokens by the quoting rules of one engine. Every byte belongs to one token; the
/// lexer never fails and never looks back, so it is linear. It knows quotes, dollar bodies,
/// comments and words, and no grammar.
class SqlLexer {
 public:
  SqlLexer(std::string_view sql, EngineKind engine) noexcept : sql_(sql), engine_(engine) {}

  /// The next token; nullopt at the end.
  [[nodiscard]] std::optional<SqlToken> next();

  /// The next token that is neither space nor comment.
  [[nodiscard]] std::optional<SqlToken> next_significant();

  /// For whoever looks only for the ends of SQLite's statements: skips all up to the next byte that
  /// is a semicolon or a backslash, or that may begin a quote or a comment. Nothing is skipped for
  /// PostgreSQL, whose quotes begin in a word.
  void skip_plain() noexcept;

  [[nodiscard]] std::string_view text(const SqlToken& token) const {
    return sql_.substr(token.offset, token.length);
  }

 private:
  std::string_view sql_;
  EngineKind engine_;
  std::size_t at_ = 0;

  /// A token at `at_`; small enough to be given back in registers.
  struct Scanned {
    std::size_t length;
    SqlTokenKind kind;
    bool closed;
  };

  [[nodiscard]] char peek(std::size_t ahead) const noexcept;
  [[nodiscard]] Scanned scan() const;
  [[nodiscard]] Scanned scan_word() const;
  [[nodiscard]] Scanned scan_quote() const;
  [[nodiscard]] Scanned scan_quoted(SqlTokenKind kind, std::size_t open, char close,
                                    bool backslash_escapes) const;
  [[nodiscard]] Scanned scan_line_comment() const;
  [[nodiscard]] Scanned scan_block_comment() const;
  [[nodiscard]] std::optional<Scanned> scan_dollar_body() const;
  template <typename Predicate>
  [[nodiscard]] Scanned scan_while(SqlTokenKind kind, Predicate predicate) const;
};

/// Whether `word` is `keyword` (given in upper case) in any case of ASCII letters.
[[nodiscard]] constexpr bool is_keyword(std::string_view word, std::string_view keyword) noexcept {
  if (word.size() != keyword.size()) return false;
  for (std::size_t at = 0; at < word.size(); ++at) {
    const char c = word[at];
    if ((c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c) != keyword[at]) return false;
  }
  return true;
}

/// The strings that follow the word PASSWORD, or CONNECTION (a subscription's, with the password in
/// it), in order, as far as they begin before `end`.
[[nodiscard]] std::vector<SqlToken> passwords_in(std::string_view sql,
                                                 std::size_t end = std::string_view::npos);

/// The bytes from `begin` to `end` of `sql`, with each of passwords_in shown as '***'. All of `sql`
/// is looked at, so a string that began on an earlier line is hidden too.
[[nodiscard]] std::string with_passwords_hidden(std::string_view sql, std::size_t begin,
                                                std::size_t end);

/// The same for a caller that shows many pieces of one text and found its passwords before.
[[nodiscard]] std::string with_passwords_hidden(std::string_view sql, std::size_t begin,
                                                std::size_t end,
                                                std::span<const SqlToken> passwords);

}  // namespace migrate
