#include "engine/sqlite/sqlite_section.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>

#include <sqlite3.h>

#include "base/sql_lexer.hpp"
#include "engine/sqlite/sqlite_watch.hpp"

namespace migrate {
namespace {

/// While it lives, no statement that begins or ends a transaction can be prepared. SAVEPOINT and
/// its kin can.
class TransactionBan {
 public:
  explicit TransactionBan(sqlite3* db) : db_(db) {
    sqlite3_set_authorizer(
        db_,
        [](void*, int action, auto...) {
          return action == SQLITE_TRANSACTION ? SQLITE_DENY : SQLITE_OK;
        },
        nullptr);
  }
  ~TransactionBan() { sqlite3_set_authorizer(db_, nullptr, nullptr); }
  TransactionBan(const TransactionBan&) = delete;
  TransactionBan& operator=(const TransactionBan&) = delete;

 private:
  sqlite3* db_;
};

/// The first byte of the statement that follows `offset`: past blanks and comments.
std::size_t statement_start(const std::string& sql, std::size_t offset) {
  SqlLexer lexer(std::string_view(sql).substr(offset), EngineKind::sqlite);
  const std::optional<SqlToken> first = lexer.next_significant();
  return first ? offset + first->offset : offset;
}

class SectionRun {
 public:
  SectionRun(SqliteHandle& handle, const SourceText& section, Atomicity atomicity)
      : handle_(handle), section_(section), in_transaction_(atomicity != Atomicity::none) {
    if (in_transaction_ && atomicity != Atomicity::section) ban_.emplace(handle_.get());
  }

  void run() {
    refuse_nul();
    const std::string& sql = section_.text();
    while (at_ < sql.size()) {
      at_ = run_statement();
      if (in_transaction_ && !ban_) ban_.emplace(handle_.get());  // its own BEGIN has run
    }
    if (!in_transaction_ && handle_.in_transaction()) throw left_open();
  }

 private:
  SqliteHandle& handle_;
  const SourceText& section_;
  bool in_transaction_;
  std::optional<TransactionBan> ban_;
  std::size_t at_ = 0;

  /// Runs the statement at `at_` and gives the offset of what follows it.
  std::size_t run_statement() {
    stop_here_if_asked();
    const char* const begin = section_.text().c_str() + at_;
    SqliteWatch watch(handle_, [this] { return place(); });
    SqliteStatement statement(handle_, begin);
    if (statement.failed()) throw error_in_text();
    while (statement.next()) {
    }
    watch.rethrow();
    if (statement.failed()) throw on_statement(error_of(handle_.failure()));
    if (in_transaction_ && !handle_.in_transaction()) throw ended_transaction();
    return at_ + static_cast<std::size_t>(statement.rest() - begin);
  }

  /// Outside a transaction what ran before stays: the user must learn where it ended.
  void stop_here_if_asked() const {
    try {
      handle_.throw_if_stopped();
    } catch (const Error& error) {
      throw on_statement(error);
    }
  }

  /// sqlite3 would take it for the end of the section.
  void refuse_nul() const {
    const std::size_t nul = section_.text().find('\0');
    if (nul != std::string::npos)
      throw section_.error_at(Fault::revision, nul, "a NUL byte in SQL");
  }

  [[nodiscard]] std::size_t start() const { return statement_start(section_.text(), at_); }

  [[nodiscard]] Location place() const {
    const Location first_byte = section_.locate(start());
    return {first_byte.file, first_byte.line, 0};
  }

  [[nodiscard]] Error on_statement(const Error& error) const {
    return section_.error_on_line(error.fault(), start(), error.what())
        .with_code(error.code())
        .with_hint(error.hint());
  }

  /// Why the statement could not be prepared.
  [[nodiscard]] Error error_in_text() const {
    const SqliteFailure failure = handle_.failure();
    if (failure.code == SQLITE_AUTH && in_transaction_) return transaction_control();
    const Error error = error_of(failure);
    if (failure.offset < 0) return on_statement(error);
    const std::size_t place = at_ + static_cast<std::size_t>(failure.offset);
    return section_.error_at(error.fault(), place, error.what())
        .with_code(error.code())
        .with_hint(error.hint());
  }

  [[nodiscard]] Error transaction_control() const {
    return on_statement(
        Error(Fault::revision, "a section that runs in a transaction cannot begin or end one")
            .with_hint("take the statement out, or mark the section `transaction:false`"));
  }

  [[nodiscard]] Error ended_transaction() const {
    return on_statement(Error(Fault::database, "this statement ended the revision's transaction"));
  }

  [[nodiscard]] Error left_open() const {
    const std::size_t last = section_.text().size();
    return section_
        .error_on_line(Fault::database, last == 0 ? 0 : last - 1,
                       "the section ends inside a transaction of its own; that was rolled back")
        .with_hint("end the section with COMMIT, or leave out both BEGIN and `transaction:false`");
  }
};

}  // namespace

void run_section(SqliteHandle& handle, const SourceText& section, Atomicity atomicity) {
  SectionRun(handle, section, atomicity).run();
}

Error at_file_of(const SourceText& section, const Error& error) {
  if (section.file().empty()) return error;
  const std::size_t marker = std::max<std::size_t>(section.first_line(), 1) - 1;
  Error placed = Error(error.fault(), error.what(), Location{section.file(), marker, 0})
                     .with_code(error.code())
                     .with_hint(error.hint());
  for (const std::string& note : error.notes()) placed = placed.with_note(note);
  return placed;
}

}  // namespace migrate
