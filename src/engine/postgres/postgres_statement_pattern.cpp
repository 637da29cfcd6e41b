#include "engine/postgres/postgres_statement_pattern.hpp"

#include <algorithm>
#include <utility>

namespace migrate {
namespace {

/// More than the longest pattern needs with names of several parts; statements can be long.
constexpr std::size_t kMostTokens = 64;

/// Takes the part before `separator` off the front of `text`.
std::string_view take_part(std::string_view& text, char separator) {
  const std::size_t end = std::min(text.find(separator), text.size());
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return part;
}

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

}  // namespace

/// One comparison: how far it got, and what it found.
class StatementHead::Match {
 public:
  explicit Match(const StatementHead& head) : head_(&head) {}

  [[nodiscard]] bool take_all(std::string_view pattern) {
    while (!pattern.empty()) {
      if (pattern.front() == '[') {
        pattern.remove_prefix(1);
        take_optional(take_part(pattern, ']'));
        if (!pattern.empty()) pattern.remove_prefix(1);
      } else if (!take(take_part(pattern, ' '))) {
        return false;
      }
    }
    return true;
  }

  [[nodiscard]] std::vector<std::string>& names() { return names_; }
  [[nodiscard]] std::size_t position() const { return at_; }

 private:
  const StatementHead* head_;
  std::size_t at_ = 0;
  std::vector<std::string> names_;

  [[nodiscard]] bool take(std::string_view element) {
    if (element == "%") return take_name();
    if (element == "$") return head_->is_whole_ && at_ == head_->tokens_.size();
    if (element.front() == '(') return take_group(element.substr(1, element.size() - 2));
    return take_keyword(element);
  }

  void take_optional(std::string_view keywords) {
    const std::size_t begin = at_;
    while (!keywords.empty()) {
      if (take_keyword(take_part(keywords, ' '))) continue;
      at_ = begin;
      return;
    }
  }

  [[nodiscard]] bool take_keyword(std::string_view alternatives) {
    while (!alternatives.empty()) {
      if (head_->is_word(at_, take_part(alternatives, '|'))) {
        ++at_;
        return true;
      }
    }
    return false;
  }

  [[nodiscard]] bool take_name() {
    std::string name;
    do {
      if (!is_identifier()) return false;
      name += head_->text(at_++);
    } while (take_dot(name));
    names_.push_back(std::move(name));
    return true;
  }

  [[nodiscard]] bool take_dot(std::string& name) {
    if (head_->text(at_) != ".") return false;
    ++at_;
    name += '.';
    return true;
  }

  /// U&"x" is none: what its escapes mean is for the server to say.
  [[nodiscard]] bool is_identifier() const {
    if (at_ >= head_->tokens_.size()) return false;
    const SqlTokenKind kind = head_->tokens_[at_].kind;
    return kind == SqlTokenKind::word ||
           (kind == SqlTokenKind::quoted_identifier && head_->text(at_).starts_with('"'));
  }

  [[nodiscard]] bool take_group(std::string_view wanted) {
    if (head_->text(at_) != "(") return wanted.empty();
    bool found = wanted.empty();
    while (at_ < head_->tokens_.size() && head_->text(at_) != ")") {
      if (!found && head_->is_word(at_, wanted)) found = !is_off(head_->text(at_ + 1));
      ++at_;
    }
    ++at_;
    return found;
  }

  [[nodiscard]] static bool is_off(std::string_view value) {
    return is_keyword(value, "OFF") || is_keyword(value, "FALSE") || value == "0" ||
           is_keyword(value, "'OFF'") || is_keyword(value, "'FALSE'");
  }
};

StatementHead::StatementHead(std::string_view statement) : statement_(statement) {
  SqlLexer lexer(statement, EngineKind::postgresql);
  while (const std::optional<SqlToken> token = lexer.next_significant()) {
    is_whole_ = tokens_.size() < kMostTokens;
    if (!is_whole_) return;
    tokens_.push_back(*token);
  }
}

std::optional<StatementHead::Match> StatementHead::match(std::string_view pattern) const {
  Match match(*this);
  if (!match.take_all(pattern)) return std::nullopt;
  return match;
}

std::optional<std::vector<std::string>> StatementHead::names_in(std::string_view pattern) const {
  std::optional<Match> found = match(pattern);
  if (!found) return std::nullopt;
  return std::move(found->names());
}

std::optional<std::string_view> StatementHead::rest_after(std::string_view pattern) const {
  const std::optional<Match> found = match(pattern);
  if (!found) return std::nullopt;
  if (found->position() >= tokens_.size()) return std::string_view();
  return statement_.substr(tokens_[found->position()].offset);
}

bool StatementHead::holds(std::string_view first, std::string_view second) const {
  for (std::size_t i = 0; i + 1 < tokens_.size(); ++i) {
    if (is_word(i, first) && is_word(i + 1, second)) return true;
  }
  return false;
}

std::string StatementHead::first_word() const {
  if (tokens_.empty() || tokens_.front().kind != SqlTokenKind::word) return {};
  std::string word(text(0));
  std::transform(word.begin(), word.end(), word.begin(), upper);
  return word;
}

std::string_view StatementHead::text(std::size_t token) const {
  if (token >= tokens_.size()) return {};
  return statement_.substr(tokens_[token].offset, tokens_[token].length);
}

bool StatementHead::is_word(std::size_t token, std::string_view keyword) const {
  return token < tokens_.size() && tokens_[token].kind == SqlTokenKind::word &&
         is_keyword(text(token), keyword);
}

}  // namespace migrate
