#include "base/sql_lexer.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace migrate {
namespace {

/// What a byte can begin, and what it can be part of. Those that need a second look come last.
enum class ByteClass : std::uint8_t {
  symbol,
  space,
  word,
  digit,
  semicolon,
  quote,
  opener,
  dollar
};

constexpr ByteClass class_of_byte(char c) noexcept {
  if (c == ' ' || (c >= '\t' && c <= '\r')) return ByteClass::space;
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_') return ByteClass::word;
  if (static_cast<unsigned char>(c) >= 0x80) return ByteClass::word;
  if (c >= '0' && c <= '9') return ByteClass::digit;
  if (c == ';') return ByteClass::semicolon;
  if (c == '\'' || c == '"' || c == '`' || c == '[') return ByteClass::quote;
  if (c == '-' || c == '/') return ByteClass::opener;
  return c == '$' ? ByteClass::dollar : ByteClass::symbol;
}

/// Looked up for every byte.
constexpr std::array<ByteClass, 256> kClasses = [] {
  std::array<ByteClass, 256> classes{};
  for (std::size_t byte = 0; byte < classes.size(); ++byte)
    classes[byte] = class_of_byte(static_cast<char>(byte));
  return classes;
}();

constexpr ByteClass class_of(char c) noexcept { return kClasses[static_cast<unsigned char>(c)]; }

constexpr bool is_space(char c) noexcept { return class_of(c) == ByteClass::space; }

constexpr bool is_word_start(char c) noexcept { return class_of(c) == ByteClass::word; }

constexpr bool is_word_part(char c) noexcept {
  const ByteClass of = class_of(c);
  return of == ByteClass::word || of == ByteClass::digit || of == ByteClass::dollar;
}

/// What begins neither quote nor comment in SQLite's SQL, and ends no statement.
constexpr std::array<bool, 256> kPlain = [] {
  std::array<bool, 256> plain{};
  for (std::size_t byte = 0; byte < plain.size(); ++byte) {
    const char c = static_cast<char>(byte);
    const ByteClass of = class_of(c);
    plain[byte] = c != '\\' && of != ByteClass::semicolon && of != ByteClass::quote &&
                  of != ByteClass::opener;
  }
  return plain;
}();

constexpr char upper(char c) noexcept {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
}

}  // namespace

char SqlLexer::peek(std::size_t ahead) const noexcept {
  return at_ + ahead < sql_.size() ? sql_[at_ + ahead] : '\0';
}

template <typename Predicate>
SqlLexer::Scanned SqlLexer::scan_while(SqlTokenKind kind, Predicate predicate) const {
  std::size_t end = at_ + 1;
  while (end < sql_.size() && predicate(sql_[end])) ++end;
  return {end - at_, kind, true};
}

std::optional<SqlToken> SqlLexer::next() {
  if (at_ >= sql_.size()) return std::nullopt;
  const Scanned scanned = scan();
  const std::size_t offset = at_;
  at_ += scanned.length;
  return SqlToken{scanned.kind, offset, scanned.length, scanned.closed};
}

std::optional<SqlToken> SqlLexer::next_significant() {
  std::optional<SqlToken> token = next();
  while (token && (token->kind == SqlTokenKind::space || token->kind == SqlTokenKind::comment)) {
    token = next();
  }
  return token;
}

void SqlLexer::skip_plain() noexcept {
  if (engine_ != EngineKind::sqlite) return;
  while (at_ < sql_.size() && kPlain[static_cast<unsigned char>(sql_[at_])]) ++at_;
}

SqlLexer::Scanned SqlLexer::scan() const {
  switch (class_of(sql_[at_])) {
    case ByteClass::space:
      return scan_while(SqlTokenKind::space, is_space);
    case ByteClass::word:
      return scan_word();
    case ByteClass::digit:
      return scan_while(SqlTokenKind::number, is_word_part);
    case ByteClass::semicolon:
      return {1, SqlTokenKind::semicolon, true};
    case ByteClass::quote:
      return scan_quote();
    case ByteClass::opener:
      if (peek(0) == '-' && peek(1) == '-') return scan_line_comment();
      if (peek(0) == '/' && peek(1) == '*') return scan_block_comment();
      break;
    case ByteClass::dollar:
      if (const std::optional<Scanned> body = scan_dollar_body()) return *body;
      break;
    case ByteClass::symbol:
      break;
  }
  return {1, SqlTokenKind::symbol, true};
}

/// A prefix of PostgreSQL's quotes is a word of one letter that touches them.
SqlLexer::Scanned SqlLexer::scan_word() const {
  const Scanned word = scan_while(SqlTokenKind::word, is_word_part);
  if (word.length > 1 || engine_ != EngineKind::postgresql) return word;
  const char prefix = upper(peek(0));
  if (prefix == 'U' && peek(1) == '&') {
    if (peek(2) == '\'') return scan_quoted(SqlTokenKind::string, 3, '\'', false);
    if (peek(2) == '"') return scan_quoted(SqlTokenKind::quoted_identifier, 3, '"', false);
  }
  if (peek(1) != '\'') return word;
  if (prefix == 'E') return scan_quoted(SqlTokenKind::string, 2, '\'', true);
  if (prefix == 'B' || prefix == 'X' || prefix == 'N') {
    return scan_quoted(SqlTokenKind::string, 2, '\'', false);
  }
  return word;
}

SqlLexer::Scanned SqlLexer::scan_quote() const {
  const char open = peek(0);
  if (open == '\'') return scan_quoted(SqlTokenKind::string, 1, open, false);
  const bool quotes = open == '"' || engine_ == EngineKind::sqlite;
  if (!quotes) return {1, SqlTokenKind::symbol, true};
  return scan_quoted(SqlTokenKind::quoted_identifier, 1, open == '[' ? ']' : open, false);
}

/// `open` is the length of what opens the quote; a doubled `close` stands for itself, except that
/// SQLite's [x] has no such thing.
SqlLexer::Scanned SqlLexer::scan_quoted(SqlTokenKind kind, std::size_t open, char close,
                                        bool backslash_escapes) const {
  const auto next_of_note = [&](std::size_t from) {
    return backslash_escapes ? sql_.find_first_of("\\'", from) : sql_.find(close, from);
  };
  std::size_t end = next_of_note(at_ + open);
  while (end < sql_.size()) {
    const bool escapes = sql_[end] != close;
    const bool doubled = close != ']' && end + 1 < sql_.size() && sql_[end + 1] == close;
    if (!escapes && !doubled) return {end + 1 - at_, kind, true};
    end = next_of_note(end + 2);
  }
  return {sql_.size() - at_, kind, false};
}

/// A lone carriage return ends PostgreSQL's comments, but not SQLite's.
SqlLexer::Scanned SqlLexer::scan_line_comment() const {
  std::size_t end = std::min(sql_.find('\n', at_), sql_.size());
  if (engine_ == EngineKind::postgresql) {
    end = at_ + std::min(sql_.substr(at_, end - at_).find('\r'), end - at_);
  }
  return {end - at_, SqlTokenKind::comment, true};
}

/// PostgreSQL's comments nest, SQLite's do not.
SqlLexer::Scanned SqlLexer::scan_block_comment() const {
  std::size_t depth = 1;
  for (std::size_t end = at_ + 2; end + 1 < sql_.size(); ++end) {
    if (sql_[end] == '*' && sql_[end + 1] == '/') {
      ++end;
      if (--depth == 0) return {end + 1 - at_, SqlTokenKind::comment, true};
    } else if (engine_ == EngineKind::postgresql && sql_[end] == '/' && sql_[end + 1] == '*') {
      ++end;
      ++depth;
    }
  }
  return {sql_.size() - at_, SqlTokenKind::comment, false};
}

/// $$...$$ or $tag$...$tag$; nothing when the dollar opens no body ($1 is a parameter).
std::optional<SqlLexer::Scanned> SqlLexer::scan_dollar_body() const {
  if (engine_ == EngineKind::sqlite) return std::nullopt;
  std::size_t end = at_ + 1;
  if (end < sql_.size() && is_word_start(sql_[end])) {
    while (end < sql_.size() && is_word_part(sql_[end]) && sql_[end] != '$') ++end;
  }
  if (end >= sql_.size() || sql_[end] != '$') return std::nullopt;
  const std::string_view tag = sql_.substr(at_, end + 1 - at_);
  const std::size_t close = sql_.find(tag, end + 1);
  if (close == std::string_view::npos) {
    return Scanned{sql_.size() - at_, SqlTokenKind::string, false};
  }
  return Scanned{close + tag.size() - at_, SqlTokenKind::string, true};
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
