#include "engine/postgres/postgres_connection.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <pqxx/result>

#include "engine/postgres/postgres_dialect.hpp"
#include "engine/postgres/postgres_versions.hpp"

namespace migrate {
namespace {

constexpr std::string_view kEncoding = "UTF8";
constexpr std::string_view kUniqueViolation = "23505";
constexpr std::string_view kDuplicateTable = "42P07";
constexpr std::string_view kNoPrivilege = "42501";
constexpr std::string_view kNoSchema = "3F000";

Error stopped() { return Error(Fault::cancelled, "stopped"); }

/// Whether the server itself ended the session, and so has rolled back what was open.
bool server_ended_session(const ServerError& error) { return !error.code.empty(); }

Error lost(const ServerError& error, const std::string& unknown) {
  return connection_lost(error, server_ended_session(error)
                                    ? "the server rolled back what was running; try again"
                                    : "it is unknown whether " + unknown +
                                          " was committed; check with: migrate current");
}

Error with_hint_for_create(const Error& error, const TableName& table) {
  if (!error.hint().empty()) return error;
  if (error.code() == kNoSchema) {
    return error.with_hint("create it first: CREATE SCHEMA " +
                           postgres_dialect().quoted_identifier(table.schema));
  }
  if (error.code() == kNoPrivilege) {
    return error.with_hint(fmt::format(
        "let a role that may create tables in the schema {} run: migrate ensure-version",
        postgres_dialect().quoted_identifier(table.schema)));
  }
  return error;
}

}  // namespace

PostgresConnection::PostgresConnection(RawPostgres connection, const ConnectionSettings& settings,
                                       OpenMode mode)
    : session_(std::move(connection), settings.notice), stop_(settings.stop), mode_(mode) {}

const Dialect& PostgresConnection::dialect() const noexcept { return postgres_dialect(); }

VersionTable PostgresConnection::read_versions(const TableName& table) {
  return read_version_table(session_, table, stop_);
}

void PostgresConnection::create_versions(const TableName& table) {
  check_may_write();
  try {
    static_cast<void>(ask(session_, dialect().create_versions_sql(table), stop_, Notices::drop));
  } catch (const Error& error) {
    // Two at once: IF NOT EXISTS looks before the other one commits, and then fails.
    const bool other_was_first =
        error.code() == kUniqueViolation || error.code() == kDuplicateTable;
    if (!other_was_first || !session_.is_idle()) throw with_hint_for_create(error, table);
  }
}

void PostgresConnection::widen_versions(const TableName& table) {
  check_may_write();
  static_cast<void>(ask(session_,
                        fmt::format("ALTER TABLE {} ALTER COLUMN version_num TYPE VARCHAR(255)",
                                    dialect().quoted_table(table)),
                        stop_));
}

void PostgresConnection::clear_versions(const TableName& table) {
  check_may_write();
  static_cast<void>(ask(session_, "DELETE FROM " + dialect().quoted_table(table), stop_));
}

void PostgresConnection::run(const Batch& batch) {
  check_may_write();
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
void PostgresConnection::run_in_one_message(const Batch& batch) {
  const bool own = batch.atomicity != Atomicity::joined;
  const PostgresMessage message(batch);
  session_.notices().forget_warnings();
  try {
    const Reply reply = send(message.text());
    const bool committed = own && !reply.tags.empty() && reply.tags.back() == "COMMIT";
    if (reply.failure && !(committed && session_.is_lost())) throw failure_of(message, reply);
    check_transaction_is_whole(batch, reply);
  } catch (...) {
    if (own) rollback();
    throw;
  }
}

Error PostgresConnection::failure_of(const PostgresMessage& message, const Reply& reply) const {
  if (is_cancellation(*reply.failure, stop_)) return stopped();
  if (session_.is_lost()) return lost(*reply.failure, "the revision");
  const Error error = message.error(*reply.failure, reply.tags.size(), position_unit());
  const bool committed_part =
      std::find(reply.tags.begin(), reply.tags.end(), "COMMIT") != reply.tags.end();
  return committed_part ? error.with_note(
                              "A COMMIT in the section had ended its transaction: what "
                              "ran before it stays.")
                        : error;
}

/// Refusals keep BEGIN, COMMIT and their kin out of a section; SQL that is too new for them to be
/// found must not pass for a success.
void PostgresConnection::check_transaction_is_whole(const Batch& batch, const Reply& reply) const {
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

/// Statement by statement, then the version rows in a transaction of their own.
void PostgresConnection::run_apart(const Batch& batch) {
  const std::vector<SqlPiece> pieces = statements_of(batch.sql.text());
  const SqlPiece* opened = nullptr;  // the statement that began the transaction that is open
  for (const SqlPiece& piece : pieces) {
    run_statement(batch.sql, piece);
    opened = session_.is_idle() ? nullptr : opened != nullptr ? opened : &piece;
  }
  if (opened != nullptr) {
    rollback();
    throw batch.sql
        .error_on_line(
            Fault::database, opened->offset,
            "the section ends inside the transaction that begins here; it was rolled back")
        .with_hint("end it with COMMIT");
  }
  Batch rows = batch;
  rows.sql = SourceText({}, batch.sql.file(), batch.sql.first_line());
  rows.atomicity = Atomicity::own;
  run_in_one_message(rows);
}

void PostgresConnection::run_statement(const SourceText& section, const SqlPiece& piece) {
  // What ran before stays: the user must learn where it ended.
  const auto stopped_here = [&] {
    return section.error_on_line(Fault::cancelled, piece.offset, "stopped");
  };
  try {
    if (stop_.stop_requested()) throw stopped_here();
    const Reply reply = send(section.text().substr(piece.offset, piece.length));
    if (!reply.failure) return;
    if (is_cancellation(*reply.failure, stop_)) throw stopped_here();
    if (session_.is_lost()) throw lost(*reply.failure, "the statement that was running");
    throw statement_error(section, piece.offset, piece.length, *reply.failure, position_unit());
  } catch (...) {
    rollback();
    throw;
  }
}

Reply PostgresConnection::send(const std::string& message) {
  const char* encoding = PQparameterStatus(session_.raw(), "client_encoding");
  // A revision before this one may have changed it.
  if (encoding != nullptr && encoding != kEncoding) {
    PQsetClientEncoding(session_.raw(), kEncoding.data());
  }
  return exchange(session_, message, stop_);
}

void PostgresConnection::begin() {
  check_may_write();
  static_cast<void>(ask(session_, "BEGIN", stop_));
}

void PostgresConnection::commit() {
  throw_if_stopped(stop_);
  const Reply reply = send("COMMIT");
  if (!reply.tags.empty() && reply.tags.front() == "COMMIT") return;
  if (reply.failure) {
    if (is_cancellation(*reply.failure, stop_)) throw stopped();
    if (session_.is_lost()) throw lost(*reply.failure, "the transaction");
    throw described(*reply.failure);
  }
  throw Error(Fault::database, "the transaction had failed before; it was rolled back");
}

void PostgresConnection::rollback() noexcept {
  try {
    // Twice, as a request to cancel that was under way can hit the first.
    for (int attempt = 0; attempt < 2 && !session_.is_idle() && !session_.is_lost(); ++attempt) {
      static_cast<void>(exchange(session_, "ROLLBACK", {}));
    }
  } catch (...) {
    // A listener threw, or memory ran out. What is still open ends with the session.
  }
}

Rows PostgresConnection::query(std::string_view sql) {
  const std::string read_only = mode_ == OpenMode::read_only ? "SET TRANSACTION READ ONLY;\n" : "";
  const pqxx::result result = ask(session_, read_only + std::string(sql), stop_);
  Rows rows;
  for (const auto& row : result) {
    Row& values = rows.emplace_back();
    for (const auto& field : row) {
      values.push_back(field.is_null() ? std::nullopt
                                       : std::optional<std::string>({field.c_str(), field.size()}));
    }
  }
  return rows;
}

void PostgresConnection::check_may_write() const {
  if (mode_ == OpenMode::read_write) return;
  throw Error(Fault::database, "the connection was opened for reading only");
}

PositionUnit PostgresConnection::position_unit() const noexcept {
  const char* encoding = PQparameterStatus(session_.raw(), "server_encoding");
  return encoding != nullptr && std::string_view(encoding) == "SQL_ASCII"
             ? PositionUnit::bytes
             : PositionUnit::characters;
}

}  // namespace migrate
