#include "engine/script/sqlite_shell_lines.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "base/sql_lexer.hpp"

namespace migrate {
namespace {

constexpr std::string_view kOnline = "or run the revision without --sql.";

/// Reads a section token by token and keeps what the shell would make of its lines.
class LineReader {
 public:
  explicit LineReader(const SourceText& section) : section_(section) {}

  std::vector<Error> problems() {
    SqlLexer lexer(section_.text(), EngineKind::sqlite);
    while (const std::optional<SqlToken> token = lexer.next()) take(*token, lexer.text(*token));
    end_line();
    return std::move(problems_);
  }

 private:
  const SourceText& section_;
  std::vector<Error> problems_;
  std::optional<SqlToken> terminator_;  ///< a `/` or `go` that is all of its line so far
  bool line_blank_ = true;              ///< only blanks on this line so far
  bool between_statements_ = true;

  void take(const SqlToken& token, std::string_view text) {
    if (token.kind == SqlTokenKind::space) {
      if (text.find('\n') != std::string_view::npos) end_line();
    } else if (token.kind == SqlTokenKind::comment) {
      take_comment(text);
    } else {
      take_significant(token, text);
    }
  }

  void end_line() {
    if (terminator_) {
      refuse(*terminator_,
             "the sqlite3 shell ends a statement at a line that holds only `" +
                 section_.text().substr(terminator_->offset, terminator_->length) + "`",
             "join it with the line before it, ");
    }
    terminator_.reset();
    line_blank_ = true;
  }

  /// A comment may follow a terminator on its line, but not run on to the next.
  void take_comment(std::string_view text) {
    if (text.find('\n') != std::string_view::npos) terminator_.reset();
    line_blank_ = false;
  }

  void take_significant(const SqlToken& token, std::string_view text) {
    if (at_line_start(token.offset) && between_statements_ && (text == "." || text == "#")) {
      refuse(token, "the sqlite3 shell takes this line for a command or a comment of its own",
             "put a space before it, ");
    }
    if (quotes_cr_lf(token, text)) {
      refuse(token,
             "the sqlite3 shell reads CR LF in quotes as LF: the script would write other text",
             "save the file with LF line ends, ");
    }
    const bool ends_statement = text == "/" || is_keyword(text, "GO");
    terminator_ = line_blank_ && ends_statement ? std::optional(token) : std::nullopt;
    line_blank_ = false;
    between_statements_ = token.kind == SqlTokenKind::semicolon;
  }

  bool at_line_start(std::size_t offset) const {
    return offset == 0 || section_.text()[offset - 1] == '\n';
  }

  static bool quotes_cr_lf(const SqlToken& token, std::string_view text) {
    const bool quoted =
        token.kind == SqlTokenKind::string || token.kind == SqlTokenKind::quoted_identifier;
    return quoted && text.find("\r\n") != std::string_view::npos;
  }

  void refuse(const SqlToken& token, const std::string& what, const std::string& advice) {
    problems_.push_back(section_.error_at(Fault::revision, token.offset, what)
                            .with_hint(advice + std::string(kOnline)));
  }
};

/// Whether a line begins with what could be refused, or a line end has a CR. Sections
/// without such lines, which are most, need not be read token by token.
bool may_be_refused(std::string_view sql) noexcept {
  if (sql.find('\r') != std::string_view::npos) return true;
  for (std::size_t line = 0; line < sql.size();) {
    const std::size_t first = std::min(sql.find_first_not_of(" \t\v\f", line), sql.size() - 1);
    if (std::string_view(".#/gG").find(sql[first]) != std::string_view::npos) return true;
    const std::size_t feed = sql.find('\n', first);
    line = feed == std::string_view::npos ? sql.size() : feed + 1;
  }
  return false;
}

}  // namespace

std::vector<Error> sqlite_shell_refusals(const SourceText& section) {
  if (!may_be_refused(section.text())) return {};
  return LineReader(section).problems();
}

}  // namespace migrate
