#include "base/sql_lexer.hpp"

#include <algorithm>
#include <array>

namespace migrate {
namespace {

constexpr bool is_space(char c) noexcept {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

constexpr bool is_word_start(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// For each byte, whether it can stand within a word: the question that is asked most.
constexpr std::array<bool, 256> kWordParts = [] {
  std::array<bool, 256> parts{};
  for (std::size_t byte = 0; byte < parts.size(); ++byte) {
    const char c = static_cast<char>(byte);
    parts[byte] = is_word_start(c) || is_digit(c) || c == '$';
  }
  return parts;
}();

constexpr bool is_word_part(char c) noexcept { return kWordParts[static_cast<unsigned char>(c)]; }

constexpr char upper(char c) noexcept {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
}

}  // namespace

char SqlLexer::peek(std::size_t ahead) const noexcept {
  return at_ + ahead < sql_.size() ? sql_[at_ + ahead] : '\0';
}

template <typename Predicate>
SqlToken SqlLexer::scan_while(SqlTokenKind kind, Predicate predicate) const {
  std::size_t end = at_ + 1;
  while (end < sql_.size() && predicate(sql_[end])) ++end;
  return {kind, at_, end - at_, true};
}

std::optional<SqlToken> SqlLexer::next() {
  if (at_ >= sql_.size()) return std::nullopt;
  const SqlToken token = scan();
  at_ += token.length;
  return token;
}

std::optional<SqlToken> SqlLexer::next_significant() {
  std::optional<SqlToken> token = next();
  while (token && (token->kind == SqlTokenKind::space || token->kind == SqlTokenKind::comment)) {
    token = next();
  }
  return token;
}

SqlToken SqlLexer::scan() const {
  const char c = peek(0);
  const bool sqlite = engine_ == EngineKind::sqlite;
  if (is_space(c)) return scan_while(SqlTokenKind::space, is_space);
  if (c == '-' && peek(1) == '-') return scan_line_comment();
  if (c == '/' && peek(1) == '*') return scan_block_comment();
  if (c == '\'') return scan_quoted(SqlTokenKind::string, 1, '\'', false);
  if (c == '"') return scan_quoted(SqlTokenKind::quoted_identifier, 1, '"', false);
  if (sqlite && c == '`') return scan_quoted(SqlTokenKind::quoted_identifier, 1, '`', false);
  if (sqlite && c == '[') return scan_quoted(SqlTokenKind::quoted_identifier, 1, ']', false);
  if (c == ';') return {SqlTokenKind::semicolon, at_, 1, true};
  if (is_digit(c)) return scan_while(SqlTokenKind::number, is_word_part);
  if (is_word_start(c)) return scan_word();
  if (!sqlite && c == '$') {
    if (const std::optional<SqlToken> body = scan_dollar_body()) return *body;
  }
  return {SqlTokenKind::symbol, at_, 1, true};
}

SqlToken SqlLexer::scan_word() const {
  const bool prefix = peek(1) == '\'';
  const char c = upper(peek(0));
  if (engine_ == EngineKind::postgresql && c == 'U' && peek(1) == '&') {
    if (peek(2) == '\'') return scan_quoted(SqlTokenKind::string, 3, '\'', false);
    if (peek(2) == '"') return scan_quoted(SqlTokenKind::quoted_identifier, 3, '"', false);
  }
  if (engine_ == EngineKind::postgresql && prefix) {
    if (c == 'E') return scan_quoted(SqlTokenKind::string, 2, '\'', true);
    if (c == 'B' || c == 'X' || c == 'N') return scan_quoted(SqlTokenKind::string, 2, '\'', false);
  }
  return scan_while(SqlTokenKind::word, is_word_part);
}

/// `open` is the length of what opens the quote; a doubled `close` stands for itself, except that
/// SQLite's [x] has no such thing.
SqlToken SqlLexer::scan_quoted(SqlTokenKind kind, std::size_t open, char close,
                               bool backslash_escapes) const {
  for (std::size_t end = at_ + open; end < sql_.size(); ++end) {
    if (backslash_escapes && sql_[end] == '\\') {
      ++end;
    } else if (sql_[end] == close) {
      const bool doubled = close != ']' && end + 1 < sql_.size() && sql_[end + 1] == close;
      if (!doubled) return {kind, at_, end + 1 - at_, true};
      ++end;
    }
  }
  return {kind, at_, sql_.size() - at_, false};
}

/// A lone carriage return ends PostgreSQL's comments, but not SQLite's.
SqlToken SqlLexer::scan_line_comment() const {
  const std::string_view ends = engine_ == EngineKind::postgresql ? "\n\r" : "\n";
  const std::size_t end = std::min(sql_.find_first_of(ends, at_), sql_.size());
  return {SqlTokenKind::comment, at_, end - at_, true};
}

/// PostgreSQL's comments nest, SQLite's do not.
SqlToken SqlLexer::scan_block_comment() const {
  std::size_t depth = 1;
  for (std::size_t end = at_ + 2; end + 1 < sql_.size(); ++end) {
    if (sql_[end] == '*' && sql_[end + 1] == '/') {
      ++end;
      if (--depth == 0) return {SqlTokenKind::comment, at_, end + 1 - at_, true};
    } else if (engine_ == EngineKind::postgresql && sql_[end] == '/' && sql_[end + 1] == '*') {
      ++end;
      ++depth;
    }
  }
  return {SqlTokenKind::comment, at_, sql_.size() - at_, false};
}

/// $$...$$ or $tag$...$tag$; nothing when the dollar opens no body ($1 is a parameter).
std::optional<SqlToken> SqlLexer::scan_dollar_body() const {
  std::size_t end = at_ + 1;
  if (end < sql_.size() && is_word_start(sql_[end])) {
    while (end < sql_.size() && is_word_part(sql_[end]) && sql_[end] != '$') ++end;
  }
  if (end >= sql_.size() || sql_[end] != '$') return std::nullopt;
  const std::string_view tag = sql_.substr(at_, end + 1 - at_);
  const std::size_t close = sql_.find(tag, end + 1);
  if (close == std::string_view::npos) {
    return SqlToken{SqlTokenKind::string, at_, sql_.size() - at_, false};
  }
  return SqlToken{SqlTokenKind::string, at_, close + tag.size() - at_, true};
}

bool is_keyword(std::string_view word, std::string_view keyword) noexcept {
  return std::equal(word.begin(), word.end(), keyword.begin(), keyword.end(),
                    [](char a, char b) { return upper(a) == b; });
}

std::vector<SqlToken> passwords_in(std::string_view sql, std::size_t end) {
  std::vector<SqlToken> passwords;
  SqlLexer lexer(sql, EngineKind::postgresql);
  bool after_password = false;
  while (const std::optional<SqlToken> token = lexer.next_significant()) {
    if (token->offset >= end) break;
    const bool secret = after_password && token->kind == SqlTokenKind::string;
    if (secret) passwords.push_back(*token);
    // A string goes on in the next one when only a line end is between them.
    const std::string_view text = lexer.text(*token);
    after_password = secret || (token->kind == SqlTokenKind::word &&
                                (is_keyword(text, "PASSWORD") || is_keyword(text, "CONNECTION")));
  }
  return passwords;
}

std::string with_passwords_hidden(std::string_view sql, std::size_t begin, std::size_t end) {
  return with_passwords_hidden(sql, begin, end, passwords_in(sql, end));
}

std::string with_passwords_hidden(std::string_view sql, std::size_t begin, std::size_t end,
                                  std::span<const SqlToken> passwords) {
  const auto end_of = [](const SqlToken& token) { return token.offset + token.length; };
  end = std::min(end, sql.size());
  std::string shown;
  auto secret = std::ranges::upper_bound(passwords, begin, {}, end_of);
  for (; secret != passwords.end() && secret->offset < end; ++secret) {
    if (secret->offset > begin) shown += sql.substr(begin, secret->offset - begin);
    shown += "'***'";
    begin = end_of(*secret);
  }
  if (begin < end) shown += sql.substr(begin, end - begin);
  return shown;
}

}  // namespace migrate
