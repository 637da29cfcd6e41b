#include "revision/checksum.hpp"

#include <nettle/sha2.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "base/sql_lexer.hpp"

namespace migrate {
namespace {

/// The byte that stands for a kind in `v1`. None may ever change.
char mark_of(SqlTokenKind kind) noexcept {
  switch (kind) {
    case SqlTokenKind::word:
      return 'w';
    case SqlTokenKind::quoted_identifier:
      return 'q';
    case SqlTokenKind::string:
      return 's';
    case SqlTokenKind::number:
      return 'n';
    case SqlTokenKind::semicolon:
      return ';';
    case SqlTokenKind::symbol:
    case SqlTokenKind::space:    // never hashed
    case SqlTokenKind::comment:  // never hashed
      break;
  }
  return 'o';
}

/// The byte between an x and the string that it touches: SQLite's X'01' is a blob, x '01' a name
/// and its alias.
constexpr char kTouching = 'x';

constexpr char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

class Sha256 {
 public:
  Sha256() noexcept { sha256_init(&context_); }

  void add(std::string_view bytes) noexcept {
    sha256_update(&context_, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
  }

  [[nodiscard]] std::string hexadecimal() {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest{};
    sha256_digest(&context_, digest.size(), digest.data());
    std::string text;
    text.reserve(2 * digest.size());
    for (const std::uint8_t byte : digest) {
      text += kDigits[byte >> 4U];
      text += kDigits[byte & 0xFU];
    }
    return text;
  }

 private:
  sha256_ctx context_{};
};

/// Hashes tokens. Each is its kind, the length of its text as eight bytes, the lowest first, and
/// its text: so no two lists of tokens are the same bytes.
class TokenHash {
 public:
  void add(SqlTokenKind kind, std::string_view text) {
    if (kind == SqlTokenKind::semicolon) {
      ended_ = begun_;
      return;
    }
    if (ended_) add_start(mark_of(SqlTokenKind::semicolon), 0);
    ended_ = false;
    begun_ = true;
    if (kind == SqlTokenKind::string || kind == SqlTokenKind::quoted_identifier) {
      add_quoted(mark_of(kind), text);
    } else {
      add_start(mark_of(kind), text.size());
      add_folded(text);
    }
  }

  void add_touch() { add_start(kTouching, 0); }

  [[nodiscard]] std::string hexadecimal() {
    flush();
    return hash_.hexadecimal();
  }

 private:
  static constexpr std::size_t kStartBytes = 9;  ///< of a token: its kind and its length

  void flush() {
    hash_.add({bytes_.data(), used_});
    used_ = 0;
  }

  /// Room for so many bytes, which must be no more than there are in all.
  [[nodiscard]] char* room(std::size_t size) {
    if (bytes_.size() - used_ < size) flush();
    return bytes_.data() + std::exchange(used_, used_ + size);
  }

  void add(std::string_view text) {
    for (; !text.empty(); text.remove_prefix(std::min(text.size(), bytes_.size()))) {
      const std::string_view piece = text.substr(0, bytes_.size());
      std::ranges::copy(piece, room(piece.size()));
    }
  }

  void add_folded(std::string_view text) {
    for (; !text.empty(); text.remove_prefix(std::min(text.size(), bytes_.size()))) {
      const std::string_view piece = text.substr(0, bytes_.size());
      std::ranges::transform(piece, room(piece.size()), lower);
    }
  }

  /// Its prefix is E, B, X, N or U&; its line ends are hashed as LF.
  void add_quoted(char mark, std::string_view text) {
    const std::size_t body = std::min(text.find_first_of("'\"`[$"), text.size());
    add_start(mark, text.size() - count_crlf(text));
    add_folded(text.substr(0, body));
    std::size_t start = body;
    for (std::size_t at = text.find("\r\n", start); at != std::string_view::npos;
         at = text.find("\r\n", start)) {
      add(text.substr(start, at - start));
      start = at + 1;
    }
    add(text.substr(start));
  }

  static std::size_t count_crlf(std::string_view text) noexcept {
    std::size_t count = 0;
    for (std::size_t at = text.find("\r\n"); at != std::string_view::npos;
         at = text.find("\r\n", at + 2)) {
      ++count;
    }
    return count;
  }

  void add_start(char mark, std::uint64_t length) {
    char* byte = room(kStartBytes);
    *byte = mark;
    for (unsigned shift = 0; shift < 64; shift += 8) {
      *++byte = static_cast<char>(length >> shift & 0xFFU);
    }
  }

  Sha256 hash_;
  std::array<char, 4096> bytes_;  ///< not hashed yet: few calls of nettle for many short tokens
  std::size_t used_ = 0;          ///< of bytes_
  bool begun_ = false;            ///< a token was hashed
  bool ended_ = false;            ///< a semicolon came after it
};

/// Whether `token` opens SQLite's blob when a string touches its end.
bool is_blob_prefix(EngineKind engine, const SqlToken& token, std::string_view text) noexcept {
  return engine == EngineKind::sqlite && token.kind == SqlTokenKind::word && is_keyword(text, "X");
}

}  // namespace

std::string checksum_of(std::string_view sql, EngineKind engine) {
  TokenHash hash;
  SqlLexer lexer(sql, engine);
  bool after_prefix = false;
  while (const auto token = lexer.next()) {
    const std::string_view text = lexer.text(*token);
    if (after_prefix && token->kind == SqlTokenKind::string) hash.add_touch();
    after_prefix = is_blob_prefix(engine, *token, text);
    if (token->kind == SqlTokenKind::space || token->kind == SqlTokenKind::comment) continue;
    hash.add(token->kind, text);
  }
  return "v1:" + hash.hexadecimal();
}

}  // namespace migrate
