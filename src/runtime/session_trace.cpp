#include "runtime/session_trace.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/sql_lexer.hpp"

namespace migrate {
namespace {

constexpr std::string_view kTemporary = "a temporary table, or something like it,";
constexpr std::string_view kSetting = "a setting of the session";

bool is_one_of(std::string_view word, std::span<const std::string_view> keywords) {
  return std::ranges::any_of(keywords, [&](auto keyword) { return is_keyword(word, keyword); });
}

bool contains_word(std::string_view text, std::string_view word) {
  const auto same = [](char a, char b) {
    return a == b || (a >= 'A' && a <= 'Z' && a - 'A' + 'a' == b);
  };
  return std::search(text.begin(), text.end(), word.begin(), word.end(), same) != text.end();
}

bool names_temporary(std::string_view word) {
  constexpr std::array<std::string_view, 3> kWords{"TEMP", "TEMPORARY", "PG_TEMP"};
  return is_one_of(word, kWords);
}

/// A code block: what it does is in its string.
bool body_sets(std::string_view body) {
  return contains_word(body, "set_config") || contains_word(body, "search_path");
}

/// Reads one piece, token by token.
class TraceScan {
 public:
  TraceScan(const SectionPiece& piece, EngineKind engine)
      : lexer_(piece.sql.text(), engine), is_group_(piece.nature == StatementNature::transaction) {}

  /// What is left behind; empty for nothing.
  std::string_view run() {
    while (const auto token = lexer_.next_significant()) {
      const std::string_view text = lexer_.text(*token);
      if (token->kind == SqlTokenKind::semicolon) {
        words_ = 0;
        continue;
      }
      if (token->kind == SqlTokenKind::string && is_code_ && body_sets(text)) return kSetting;
      if (token->kind == SqlTokenKind::word && names_temporary(text)) return kTemporary;
      if (token->kind == SqlTokenKind::word && sets(text)) return kSetting;
      ++words_;
    }
    return {};
  }

 private:
  SqlLexer lexer_;
  bool is_group_;  // the section's own transaction, whose settings no resume makes again
  bool is_code_ = false;
  bool is_set_ = false;
  std::size_t words_ = 0;  // of the statement so far

  bool sets(std::string_view word) {
    constexpr std::array<std::string_view, 6> kSetters{"RESET",   "PRAGMA", "ATTACH",
                                                       "PREPARE", "LISTEN", "LOAD"};
    constexpr std::array<std::string_view, 3> kHarmless{"LOCAL", "CONSTRAINTS", "TRANSACTION"};
    if (words_ == 0) is_code_ = is_keyword(word, "DO");
    if (!is_group_) return false;
    if (words_ == 0) {
      is_set_ = is_keyword(word, "SET");
      return is_one_of(word, kSetters);
    }
    if (is_keyword(word, "SET_CONFIG")) return true;
    return words_ == 1 && is_set_ && !is_one_of(word, kHarmless);
  }
};

}  // namespace

std::optional<SessionTrace> first_trace(std::span<const SectionPiece> pieces, EngineKind engine) {
  for (std::size_t index = 0; index < pieces.size(); ++index) {
    const std::string_view what = TraceScan(pieces[index], engine).run();
    if (!what.empty()) return SessionTrace{index, std::string(what)};
  }
  return std::nullopt;
}

}  // namespace migrate
