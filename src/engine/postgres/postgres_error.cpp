#include "engine/postgres/postgres_error.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/sql_lexer.hpp"
#include "base/utf8.hpp"

namespace migrate {
namespace {

/// A string behind one of these may be, or hold, a password.
constexpr std::array<std::string_view, 2> kBeforePasswords{"PASSWORD", "CONNECTION"};

std::string field(const PGresult* result, int code) {
  const char* text = PQresultErrorField(result, code);
  return text == nullptr ? std::string() : text;
}

/// Where the first of kBeforePasswords, in any case, ends at or after `from`; else the text's end.
std::size_t behind_word(std::string_view text, std::size_t from) {
  const auto equal = [](char a, char b) { return (a >= 'a' && a <= 'z' ? a - 32 : a) == b; };
  std::size_t end = text.size();
  for (const std::string_view word : kBeforePasswords) {
    const std::string_view rest = text.substr(from, end - from);
    const auto* found = std::search(rest.begin(), rest.end(), word.begin(), word.end(), equal);
    if (found != rest.end()) {
      end = from + static_cast<std::size_t>(found - rest.begin()) + word.size();
    }
  }
  return end;
}

/// The literal at the start of `text`, after blanks; a quote that was doubled to stand in another
/// literal (''secret'') counts as one.
std::optional<SqlToken> leading_literal(std::string_view text) {
  SqlLexer lexer(text, EngineKind::postgresql);
  const std::optional<SqlToken> token = lexer.next_significant();
  if (!token || token->kind != SqlTokenKind::string) return std::nullopt;
  if (lexer.text(*token) != "''") return token;
  const std::size_t body = token->offset + token->length;
  const std::size_t close = text.find("''", body);
  if (close == std::string_view::npos) return std::nullopt;
  return SqlToken{SqlTokenKind::string, token->offset, close + 2 - token->offset, true};
}

/// The first line of libpq's own messages says it all.
std::string first_line(std::string_view text) {
  return std::string(text.substr(0, text.find('\n')));
}

void append_line(std::string& text, std::string_view line) {
  if (!text.empty()) text += '\n';
  text += line;
}

Error with_hidden_excerpt(const Error& error) {
  if (error.excerpt().empty()) return error;
  const std::string& line = error.excerpt();
  if (error.caret() == 0) return error.with_excerpt(without_password_literals(line), 0);
  const std::size_t caret = byte_offset_of_character(line, error.caret() - 1);
  const std::string before = without_password_literals(std::string_view(line).substr(0, caret));
  return error.with_excerpt(without_password_literals(line), count_characters(before) + 1);
}

}  // namespace

ServerError server_error(const PGresult* result) {
  ServerError error;
  error.code = field(result, PG_DIAG_SQLSTATE);
  error.message = field(result, PG_DIAG_MESSAGE_PRIMARY);
  if (error.message.empty()) error.message = first_line(PQresultErrorMessage(result));
  error.detail = field(result, PG_DIAG_MESSAGE_DETAIL);
  error.hint = field(result, PG_DIAG_MESSAGE_HINT);
  error.context = field(result, PG_DIAG_CONTEXT);
  const std::string position = field(result, PG_DIAG_STATEMENT_POSITION);
  std::from_chars(position.data(), position.data() + position.size(), error.position);
  return error;
}

ServerError server_error(std::string_view text, std::string code) {
  ServerError error;
  error.code = std::move(code);
  std::string* part = &error.message;
  bool excerpt = false;
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const std::size_t label = line.find(":  ");
    if (part == &error.message && error.message.empty()) {
      error.message = line.substr(label == std::string_view::npos ? 0 : label + 3);
      continue;
    }
    if (line.starts_with("DETAIL:  ")) part = &error.detail;
    if (line.starts_with("HINT:  ")) part = &error.hint;
    if (line.starts_with("CONTEXT:  ")) part = &error.context;
    excerpt =
        (excerpt && line.find_first_not_of(' ') == line.find('^')) || line.starts_with("LINE ");
    if (excerpt) continue;
    append_line(*part,
                part->empty() && label != std::string_view::npos ? line.substr(label + 3) : line);
  }
  return error;
}

std::string without_password_literals(std::string_view text) {
  std::string shown;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = behind_word(text, at);
    shown += text.substr(at, end - at);
    at = end;
    if (const std::optional<SqlToken> literal = leading_literal(text.substr(at))) {
      shown += text.substr(at, literal->offset);
      shown += "'***'";
      at += literal->offset + literal->length;
    }
  }
  return shown;
}

Error described(const Error& place, const ServerError& error) {
  Error result = with_hidden_excerpt(place)
                     .with_code(error.code)
                     .with_hint(without_password_literals(error.hint));
  if (!error.detail.empty()) {
    result = result.with_note("DETAIL: " + without_password_literals(error.detail));
  }
  if (!error.context.empty()) {
    result = result.with_note("CONTEXT: " + without_password_literals(error.context));
  }
  return result;
}

Error described(const ServerError& error) {
  return described(Error(Fault::database, without_password_literals(error.message)), error);
}

Error connection_lost(const ServerError& error, const std::string& consequence) {
  return Error(Fault::database, "the connection to the database was lost: " + error.message)
      .with_code(error.code)
      .with_hint(consequence);
}

}  // namespace migrate
