#include "engine/sqlite/sqlite_statement_shape.hpp"

namespace migrate {

bool SqliteStatementShape::take(SqlTokenKind kind, std::string_view text) {
  if (kind == SqlTokenKind::semicolon) {
    const bool ended = !is_trigger() || tail_ == Tail::end;
    tail_ = Tail::semicolon;
    return ended;
  }
  const std::string_view word = kind == SqlTokenKind::word ? text : std::string_view();
  if (tokens_ < head_.size()) head_[tokens_] = word;
  ++tokens_;
  tail_ = tail_ == Tail::semicolon && is_keyword(word, "END") ? Tail::end : Tail::other;
  from_stdin_ = from_stdin_ || (after_from_ && is_keyword(word, "STDIN"));
  after_from_ = is_keyword(word, "FROM");
  return false;
}

bool SqliteStatementShape::starts_with(std::string_view keyword, std::size_t index) const noexcept {
  return is_keyword(head_[index], keyword);
}

bool SqliteStatementShape::is_trigger() const noexcept {
  const bool temporary = starts_with("TEMP", 1) || starts_with("TEMPORARY", 1);
  return starts_with("CREATE") && starts_with("TRIGGER", temporary ? 2 : 1);
}

std::string_view SqliteStatementShape::transaction_control() const noexcept {
  for (const std::string_view keyword : {"BEGIN", "START", "COMMIT", "END", "ABORT"}) {
    if (starts_with(keyword)) return keyword;
  }
  if (starts_with("PREPARE") && starts_with("TRANSACTION", 1)) return "PREPARE TRANSACTION";
  const bool to_savepoint = starts_with("TO", starts_with("TRANSACTION", 1) ? 2 : 1);
  return starts_with("ROLLBACK") && !to_savepoint ? "ROLLBACK" : "";
}

}  // namespace migrate
