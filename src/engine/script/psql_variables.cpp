#include "engine/script/psql_variables.hpp"

#include <algorithm>
#include <optional>

#include "base/sql_lexer.hpp"

namespace migrate {
namespace {

constexpr bool is_upper(char c) noexcept { return c >= 'A' && c <= 'Z'; }
constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// What psql's scanner calls variable_char.
constexpr bool is_variable_char(char c) noexcept {
  return is_upper(c) || is_digit(c) || (c >= 'a' && c <= 'z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

std::string_view leading_name(std::string_view text) noexcept {
  const auto* end = std::ranges::find_if_not(text, is_variable_char);
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

/// The name between `open` and `close` at the start of `text`; empty when there is none.
std::string_view enclosed_name(std::string_view text, std::string_view open, char close) noexcept {
  if (!text.starts_with(open)) return {};
  const std::string_view name = leading_name(text.substr(open.size()));
  const std::size_t end = open.size() + name.size();
  return end < text.size() && text[end] == close ? name : std::string_view();
}

/// The variable that the text after a colon at `offset` names.
std::optional<PsqlVariable> variable_after_colon(std::string_view text, std::size_t offset) {
  if (const std::string_view tested = enclosed_name(text, "{?", '}'); !tested.empty()) {
    return PsqlVariable{offset, std::string(tested), true};
  }
  for (const std::string_view name :
       {leading_name(text), enclosed_name(text, "'", '\''), enclosed_name(text, "\"", '"')}) {
    if (!name.empty()) return PsqlVariable{offset, std::string(name), false};
  }
  return std::nullopt;
}

/// Whether any colon, be it in quotes or not, stands before what could be a variable. Sections that
/// have none, which are most, need not be read token by token.
bool may_hold_variables(std::string_view sql) noexcept {
  for (std::size_t at = sql.find(':'); at != std::string_view::npos; at = sql.find(':', at + 1)) {
    const char next = at + 1 < sql.size() ? sql[at + 1] : ' ';
    if (is_variable_char(next) || next == '\'' || next == '"' || next == '{') return true;
  }
  return false;
}

}  // namespace

std::vector<PsqlVariable> psql_variables(std::string_view sql) {
  std::vector<PsqlVariable> found;
  if (!may_hold_variables(sql)) return found;
  SqlLexer lexer(sql, EngineKind::postgresql);
  std::size_t cast_end = 0;  // a colon before it is the second of a `::`
  while (const std::optional<SqlToken> token = lexer.next()) {
    if (token->kind != SqlTokenKind::symbol || lexer.text(*token) != ":") continue;
    if (token->offset < cast_end) continue;
    const std::string_view rest = sql.substr(token->offset + 1);
    if (rest.starts_with(':')) {
      cast_end = token->offset + 2;
    } else if (const auto variable = variable_after_colon(rest, token->offset)) {
      found.push_back(*variable);
    }
  }
  return found;
}

bool is_reserved(const PsqlVariable& variable) {
  const std::string& name = variable.name;
  const bool special = std::ranges::any_of(name, is_upper) && std::ranges::all_of(name, [](char c) {
                         return is_upper(c) || is_digit(c) || c == '_';
                       });
  return special || variable.always_replaced || name.starts_with("migrate_");
}

}  // namespace migrate
