#include "engine/postgres/postgres_runner.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>

#include "base/sql_lexer.hpp"
#include "engine/postgres/postgres_alone.hpp"
#include "engine/postgres/postgres_effects.hpp"
#include "engine/postgres/postgres_probe.hpp"

namespace migrate {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::string_view kEncoding = "UTF8";

Error stopped() { return Error(Fault::cancelled, "stopped"); }

/// The same, where `cancelled` shows what was running.
Error stopped_at(const Error& cancelled) {
  if (cancelled.where() == nullptr) return stopped();
  return Error(Fault::cancelled, "stopped", *cancelled.where())
      .with_excerpt(cancelled.excerpt(), cancelled.caret());
}

/// Whether the server says that it ended the session itself, and so has rolled back what was open:
/// an administrator, or a timeout of the session. A pooler's code (08P01), and a crash, say
/// nothing.
bool server_rolled_back(const ServerError& error) {
  constexpr std::array codes{"57P01", "57P05", "25P03", "25P04"};
  return std::find(codes.begin(), codes.end(), error.code) != codes.end();
}

Error lost(const Reply& reply, const std::string& unknown) {
  if (!reply.sent) {
    return connection_lost(*reply.failure,
                           "nothing more was sent; check the server, then try again");
  }
  return connection_lost(*reply.failure, server_rolled_back(*reply.failure)
                                             ? "the server rolled back what was running; try again"
                                             : "it is unknown whether " + unknown +
                                                   " was committed; check with: migrate current");
}

Location line_of(const SourceText& section, std::size_t offset) {
  return {section.file(), section.locate(offset).line, 0};
}

/// Where what runs of a section stands that was sent whole: the server does not tell which of its
/// statements it is at, so only a section of one has a line.
Location place_of(const SourceText& section) {
  SqlLexer lexer(section.text(), EngineKind::postgresql);
  std::optional<std::size_t> first;
  for (bool ended = false; const std::optional<SqlToken> token = lexer.next_significant();) {
    if (token->kind == SqlTokenKind::semicolon) {
      ended = first.has_value();
    } else if (ended) {
      return {section.file(), 0, 0};
    } else if (!first) {
      first = token->offset;
    }
  }
  return first ? line_of(section, *first) : Location{section.file(), 0, 0};
}

/// Outside a transaction something may stay of a statement that was cut off.
Error lost_alone(const Reply& reply) {
  if (!reply.sent) return lost(reply, {});
  return connection_lost(*reply.failure,
                         "it is unknown what the statement that was running has done; the next "
                         "migrate upgrade looks for it");
}

}  // namespace

PostgresRunner::PostgresRunner(PostgresHandle& session, const ConnectionSettings& settings)
    : session_(session),
      stop_(settings.stop),
      lock_timeout_(settings.lock_timeout),
      statement_timeout_(settings.statement_timeout) {}

TransactionLimits PostgresRunner::limits() {
  probe(session_, stop_);
  return {lock_timeout_, statement_timeout_, session_.looks_for_client()};
}

WaitListener PostgresRunner::listener(const std::function<Location()>& place) const {
  if (!heard_) return {};
  WaitListener wait{
      [this, &place, where = std::optional<Location>()](std::chrono::milliseconds elapsed) mutable {
        if (!where) where = place();
        heard_({{}, *where, elapsed, {}});
      }};
  if (lock_timeout_.count() > 0) wait.first = std::min(wait.first, lock_timeout_ / 2);
  return wait;
}

void PostgresRunner::run(const Batch& batch) {
  throw_if_stopped(stop_);
  if (batch.sql.text().find('\0') != std::string::npos) {
    throw batch.sql.error_at(Fault::revision, batch.sql.text().find('\0'), "a NUL byte");
  }
  if (batch.atomicity == Atomicity::none) {
    run_apart(batch);
  } else {
    run_in_one_message(batch);
  }
}

/// With Atomicity::joined the caller rolls back what failed, else it is rolled back here.
void PostgresRunner::run_in_one_message(const Batch& batch) {
  const bool own = batch.atomicity != Atomicity::joined;
  const PostgresMessage message(batch, limits());
  session_.notices().forget_warnings();
  try {
    const Reply reply = send(message.text(), [&] { return place_of(batch.sql); });
    const bool committed = own && !reply.tags.empty() && reply.tags.back() == "COMMIT";
    if (reply.failure && !(committed && session_.is_lost())) throw failure_of(message, reply);
    check_transaction_is_whole(batch, reply);
  } catch (...) {
    if (own) rollback();
    throw;
  }
}

Error PostgresRunner::failure_of(const PostgresMessage& message, const Reply& reply) const {
  const auto error_at = [&] {
    return message.error(*reply.failure, reply.tags.size(), position_unit());
  };
  if (is_cancellation(*reply.failure, stop_)) return stopped_at(error_at());
  if (session_.is_lost()) return lost(reply, "the revision");
  const Error error = error_at();
  const bool committed_part =
      std::find(reply.tags.begin(), reply.tags.end(), "COMMIT") != reply.tags.end();
  return committed_part ? error.with_note(
                              "A COMMIT in the section had ended its transaction: what "
                              "ran before it stays.")
                        : error;
}

/// Refusals keep BEGIN, COMMIT and their kin out of a section; SQL that is too new for them to be
/// found must not pass for a success.
void PostgresRunner::check_transaction_is_whole(const Batch& batch, const Reply& reply) const {
  const auto commits = std::count(reply.tags.begin(), reply.tags.end(), "COMMIT");
  const bool own = batch.atomicity != Atomicity::joined;
  const bool ended = session_.notices().told_of_no_transaction() || session_.is_idle() != own;
  if (!ended && commits == (own ? 1 : 0)) return;
  throw Error(Fault::database, "the section ended the transaction that it ran in",
              Location{batch.sql.file(), 0, 0})
      .with_hint(
          "what it did is committed in part or whole: check with migrate current; take COMMIT and "
          "its kin out of the section");
}

/// Statement by statement; then what is written of it, if anything is, in a transaction of its own.
void PostgresRunner::run_apart(const Batch& batch) {
  const TransactionLimits held = limits();
  const Clock::time_point start = Clock::now();
  {
    const AloneSession alone(session_, batch.sql.text(), held, batch.table, stop_);
    run_statements(batch);
  }
  if (!batch.rows.removed.empty() || !batch.rows.added.empty() || batch.history) {
    write_apart(batch, start);
  }
}

void PostgresRunner::run_statements(const Batch& batch) {
  const std::vector<SqlPiece> pieces = statements_of(batch.sql.text());
  const SqlPiece* opened = nullptr;  // the statement that began the transaction that is open
  for (const SqlPiece& piece : pieces) {
    run_statement(batch.sql, piece);
    opened = session_.is_idle() ? nullptr : opened != nullptr ? opened : &piece;
  }
  if (opened == nullptr) return;
  rollback();
  throw batch.sql
      .error_on_line(Fault::database, opened->offset,
                     "the section ends inside the transaction that begins here; it was rolled back")
      .with_hint("end it with COMMIT");
}

void PostgresRunner::run_statement(const SourceText& section, const SqlPiece& piece) {
  // What ran before stays: the user must learn where it ended.
  const auto stopped_here = [&] {
    return section.error_on_line(Fault::cancelled, piece.offset, "stopped");
  };
  try {
    if (stop_.stop_requested()) throw stopped_here();
    const std::string statement = section.text().substr(piece.offset, piece.length);
    const Reply reply = send(statement, [&] { return line_of(section, piece.offset); });
    if (!reply.failure) return check_after(session_, section, piece.offset, statement, stop_);
    if (is_cancellation(*reply.failure, stop_)) {
      throw with_leftovers(session_, statement, stopped_here());
    }
    if (session_.is_lost()) throw lost_alone(reply);
    throw with_leftovers(
        session_, statement,
        statement_error(section, piece.offset, piece.length, *reply.failure, position_unit()));
  } catch (...) {
    rollback();
    throw;
  }
}

void PostgresRunner::write_apart(const Batch& batch, Clock::time_point start) {
  Batch written = batch;
  written.sql = SourceText({}, batch.sql.file(), batch.sql.first_line());
  written.atomicity = Atomicity::own;
  auto* const entry = written.history ? std::get_if<HistoryEntry>(&written.history->what) : nullptr;
  if (entry != nullptr && !entry->elapsed) {
    entry->elapsed = std::chrono::ceil<std::chrono::milliseconds>(Clock::now() - start);
  }
  run_in_one_message(written);
}

Reply PostgresRunner::send(const std::string& message, const std::function<Location()>& place) {
  const char* encoding = PQparameterStatus(session_.raw(), "client_encoding");
  // A revision before this one may have changed it.
  if (encoding != nullptr && encoding != kEncoding) {
    PQsetClientEncoding(session_.raw(), kEncoding.data());
  }
  return exchange(session_, message, stop_, listener(place));
}

void PostgresRunner::begin() {
  probe(session_, stop_);
  static_cast<void>(ask(session_, "BEGIN", stop_));
}

void PostgresRunner::commit() {
  throw_if_stopped(stop_);
  const Reply reply = send("COMMIT", [] { return Location(); });
  if (!reply.tags.empty() && reply.tags.front() == "COMMIT") return;
  if (reply.failure) {
    if (is_cancellation(*reply.failure, stop_)) throw stopped();
    if (session_.is_lost()) throw lost(reply, "the transaction");
    throw described(*reply.failure);
  }
  throw Error(Fault::database, "the transaction had failed before; it was rolled back");
}

void PostgresRunner::rollback() noexcept {
  try {
    // Twice, as a request to cancel that was under way can hit the first.
    for (int attempt = 0; attempt < 2 && !session_.is_idle() && !session_.is_lost(); ++attempt) {
      static_cast<void>(exchange(session_, "ROLLBACK", {}));
    }
  } catch (...) {
    // A listener threw, or memory ran out. What is still open ends with the session.
  }
}

PositionUnit PostgresRunner::position_unit() const noexcept {
  const char* encoding = PQparameterStatus(session_.raw(), "server_encoding");
  return encoding != nullptr && std::string_view(encoding) == "SQL_ASCII"
             ? PositionUnit::bytes
             : PositionUnit::characters;
}

}  // namespace migrate
