#include "engine/sqlite/sqlite_statement_shape.hpp"

#include <algorithm>

namespace migrate {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_quoted(SqlTokenKind kind) {
  return kind == SqlTokenKind::quoted_identifier || kind == SqlTokenKind::string;
}

/// What stands between the quotes, a doubled one as one.
std::string unquoted(std::string_view text) {
  const char close = text.front() == '[' ? ']' : text.front();
  text = text.substr(1, std::max<std::size_t>(text.size(), 2) - 2);
  std::string name;
  for (std::size_t i = 0; i < text.size(); ++i) {
    name += text[i];
    if (text[i] == close && text.substr(i + 1).starts_with(close)) ++i;
  }
  return name;
}

}  // namespace

bool SqliteStatementShape::take(SqlTokenKind kind, std::string_view text) {
  if (kind == SqlTokenKind::semicolon) {
    const bool ended = !is_trigger() || tail_ == Tail::end;
    tail_ = Tail::semicolon;
    return ended;
  }
  const std::string_view word = kind == SqlTokenKind::word ? text : std::string_view();
  if (is_verb_after_with(word)) {
    head_ = {};
    tokens_ = 0;
  }
  if (tokens_ < head_.size()) head_[tokens_] = {kind, text};
  ++tokens_;
  empty_ = false;
  if (kind == SqlTokenKind::symbol) count_parenthesis(text.front());
  tail_ = tail_ == Tail::semicolon && is_keyword(word, "END") ? Tail::end : Tail::other;
  from_stdin_ = from_stdin_ || (after_from_ && is_keyword(word, "STDIN"));
  after_from_ = is_keyword(word, "FROM");
  return false;
}

void SqliteStatementShape::clear() noexcept {
  std::fill_n(head_.begin(), std::min(tokens_, head_.size()), HeadToken());
  tokens_ = 0;
  parentheses_ = 0;
  tail_ = Tail::other;
  empty_ = true;
  after_from_ = false;
  from_stdin_ = false;
}

void SqliteStatementShape::count_parenthesis(char symbol) noexcept {
  if (symbol == '(') ++parentheses_;
  if (symbol == ')' && parentheses_ > 0) --parentheses_;
}

bool SqliteStatementShape::has_symbol(std::string_view symbol, std::size_t index) const noexcept {
  return head_[index].kind == SqlTokenKind::symbol && head_[index].text == symbol;
}

std::string SqliteStatementShape::name(std::size_t index) const {
  const HeadToken& token = head_[index];
  if (token.kind != SqlTokenKind::word && !is_quoted(token.kind)) return "";
  std::string name = is_quoted(token.kind) ? unquoted(token.text) : std::string(token.text);
  std::ranges::transform(name, name.begin(), lower);
  return name;
}

bool SqliteStatementShape::is_plain() const noexcept {
  if (has("CREATE")) return has("TABLE", 1) || has("INDEX", 1);
  return has("INSERT") || has("UPDATE") || has("DELETE") || has("SELECT") || has("ALTER") ||
         has("DROP");
}

bool SqliteStatementShape::is_trigger() const noexcept {
  const bool temporary = has("TEMP", 1) || has("TEMPORARY", 1);
  return has("CREATE") && has("TRIGGER", temporary ? 2 : 1);
}

bool SqliteStatementShape::is_verb_after_with(std::string_view word) const noexcept {
  if (parentheses_ > 0 || !has("WITH")) return false;
  return std::ranges::any_of(
      std::array<std::string_view, 5>{"INSERT", "REPLACE", "UPDATE", "DELETE", "SELECT"},
      [&](std::string_view verb) { return is_keyword(word, verb); });
}

std::string_view SqliteStatementShape::explained_transaction_control() const noexcept {
  if (!has("EXPLAIN")) return "";
  return control_at(has("QUERY", 1) && has("PLAN", 2) ? 3 : 1);
}

/// Of the statement whose verb is the `verb`-th token.
std::string_view SqliteStatementShape::control_at(std::size_t verb) const noexcept {
  for (const std::string_view keyword : {"BEGIN", "START", "COMMIT", "END", "ABORT"}) {
    if (has(keyword, verb)) return keyword;
  }
  const bool names_transaction = has("TRANSACTION", verb + 1);
  if (has("PREPARE", verb) && names_transaction) return "PREPARE TRANSACTION";
  const bool to_savepoint = has("TO", verb + (names_transaction ? 2 : 1));
  return has("ROLLBACK", verb) && !to_savepoint ? "ROLLBACK" : "";
}

}  // namespace migrate
