#include "engine/sqlite/sqlite_refusals.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/sql_lexer.hpp"
#include "base/utf8.hpp"
#include "engine/sqlite/sqlite_nature.hpp"
#include "engine/sqlite/sqlite_statement_shape.hpp"

namespace migrate {
namespace {

constexpr std::size_t kMostRefusals = 20;  // each costs a walk over the section

struct Refusal {
  std::size_t offset;
  std::string what;
  std::string hint;
};

constexpr const char* kTransactionHint =
    "take it out: the section runs in a transaction already; or mark the section "
    "`transaction:false`";

/// Why what cannot run in a transaction cannot stand in a section that runs in one.
Refusal outside_only(std::size_t offset, const std::string& what) {
  if (what == "PRAGMA foreign_keys") {
    return {offset, what + " does nothing in a section that runs in a transaction",
            "take it out; a section marked `foreign_keys:off` has them off around its transaction, "
            "and checked at its end; one marked `transaction:false` runs it as it stands"};
  }
  return {offset, what + " in a section that runs in a transaction",
          "it works only outside of one: mark the section `transaction:false`, or give it a "
          "revision of its own that is marked so"};
}

/// Reads a section once, token by token.
class RefusalScan {
 public:
  RefusalScan(std::string_view sql, Atomicity atomicity) : sql_(sql), atomicity_(atomicity) {}

  std::vector<Refusal> run() {
    refuse_bytes();
    SqlLexer lexer(sql_, EngineKind::sqlite);
    while (const std::optional<SqlToken> token = lexer.next()) {
      if (refusals_.size() >= kMostRefusals) break;
      take(*token);
      if (!line_had_backslash_ && shape_.is_plain()) lexer.skip_plain();
    }
    judge_statement();
    std::ranges::stable_sort(refusals_, {}, &Refusal::offset);
    return std::move(refusals_);
  }

 private:
  std::string_view sql_;
  Atomicity atomicity_;
  std::vector<Refusal> refusals_;
  SqliteStatementShape shape_;
  std::size_t start_ = 0;            // of the statement that shape_ is about
  bool line_had_backslash_ = false;  // the rest of psql's command is no SQL

  void refuse_bytes() {
    const std::size_t nul = sql_.find('\0');
    if (nul != std::string_view::npos) {
      refusals_.push_back(
          {nul, "a NUL byte in SQL", "the database would read only up to it; remove it"});
    }
    if (const std::optional<std::size_t> bad = first_invalid_utf8(sql_)) {
      refusals_.push_back({*bad, "this is not valid UTF-8", "save the file as UTF-8"});
    }
  }

  void take(const SqlToken& token) {
    const std::string_view text(sql_.data() + token.offset, token.length);
    if (!token.closed) refuse_unclosed(token);
    if (line_had_backslash_ && text.find('\n') != std::string_view::npos)
      line_had_backslash_ = false;
    if (token.kind == SqlTokenKind::space || token.kind == SqlTokenKind::comment) return;
    if (text == "\\") return refuse_psql_command(token.offset);
    if (shape_.empty()) begin_statement(token, text);
    if (shape_.take(token.kind, text)) judge_statement();
  }

  void refuse_unclosed(const SqlToken& token) {
    const bool comment = token.kind == SqlTokenKind::comment;
    refusals_.push_back({token.offset,
                         comment ? "this comment is never closed" : "this quote is never closed",
                         "it would swallow all that follows; close it"});
  }

  void refuse_psql_command(std::size_t offset) {
    if (std::exchange(line_had_backslash_, true)) return;
    refusals_.push_back({offset, "a command of psql in SQL for the database",
                         "take it out: only SQL can stand in a revision"});
  }

  void begin_statement(const SqlToken& token, std::string_view text) {
    start_ = token.offset;
    if (text != ".") return;
    refusals_.push_back({start_, "a command of the sqlite3 shell in SQL for the database",
                         "take it out: only SQL can stand in a revision"});
  }

  /// Called when all of the statement was seen.
  void judge_statement() {
    if (!shape_.is_plain()) judge_by_shape();
    shape_.clear();
  }

  void judge_by_shape() {
    const std::string_view explained = shape_.explained_transaction_control();
    const std::string control = explained.empty() ? std::string(shape_.transaction_control())
                                                  : "EXPLAIN " + std::string(explained);
    if (!control.empty() && atomicity_ != Atomicity::none) {
      refusals_.push_back(
          {start_, control + " in a section that runs in a transaction", kTransactionHint});
    }
    const std::string outside = forbidden_in_transaction(shape_);
    if (!outside.empty() && atomicity_ != Atomicity::none)
      refusals_.push_back(outside_only(start_, outside));
    if (shape_.copies_from_stdin()) {
      refusals_.push_back({start_, "COPY ... FROM stdin in a revision",
                           "write the rows as INSERT: only psql can send them with the script"});
    }
  }
};

}  // namespace

std::vector<Error> sqlite_refusals(const SourceText& section, Atomicity atomicity) {
  std::vector<Error> errors;
  for (const Refusal& refusal : RefusalScan(section.text(), atomicity).run()) {
    errors.push_back(
        section.error_at(Fault::revision, refusal.offset, refusal.what).with_hint(refusal.hint));
  }
  return errors;
}

}  // namespace migrate
