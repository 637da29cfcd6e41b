#include "engine/postgres/postgres_message.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "base/utf8.hpp"
#include "engine/postgres/postgres_history.hpp"
#include "engine/postgres/postgres_statements.hpp"
#include "engine/postgres/postgres_versions.hpp"

namespace migrate {
namespace {

constexpr std::string_view kBegin = "BEGIN;\n";
constexpr std::string_view kEndOfSection = "\n;\n";

std::size_t byte_offset(std::string_view text, std::size_t position, PositionUnit unit) {
  const std::size_t index = position - 1;
  if (unit == PositionUnit::bytes) return std::min(index, text.size());
  return byte_offset_of_character(text, index);
}

/// The last byte of a section's SQL: where an error is that the server saw at our semicolon.
std::size_t last_byte(std::string_view text) {
  const std::size_t last = text.find_last_not_of(" \t\r\n");
  return last == std::string_view::npos ? 0 : last;
}

Error placed(const SourceText& section, std::size_t offset, const ServerError& error) {
  return described(
      section.error_at(Fault::database, offset, without_password_literals(error.message)), error);
}

/// An error of which nothing is known but the file.
Error in_file(const SourceText& section, const ServerError& error) {
  if (section.file().empty()) return described(error);
  return described(Error(Fault::database, without_password_literals(error.message),
                         Location{section.file(), 0, 0}),
                   error);
}

}  // namespace

PostgresMessage::PostgresMessage(const Batch& batch, const TransactionLimits& limits)
    : batch_(batch) {
  if (batch.atomicity == Atomicity::own) {
    text_ += kBegin;
    statements_before_ = 1;
  }
  add_section(preamble_sql(limits, batch.table));
  add_writes();
  if (batch.atomicity != Atomicity::joined) text_ += "COMMIT";
}

void PostgresMessage::add_section(const std::string& preamble) {
  const std::string& section = batch_.sql.text();
  split_ = batch_.atomicity == Atomicity::section ? preamble_place_after_begin(section)
                                                  : preamble_place(section);
  // Behind a statement of the section its own semicolon, or ours at the end, ends the preamble.
  const std::string inserted = split_ == 0 ? preamble + ";\n" : ";\n" + preamble + "\n";
  preamble_length_ = inserted.size();
  section_at_ = text_.size();
  text_.append(section, 0, split_);
  text_ += inserted;
  text_.append(section, split_);
  section_end_ = text_.size();
  text_ += kEndOfSection;
}

void PostgresMessage::add_writes() {
  for (const std::string& statement : checked_change_sql(batch_.table, batch_.rows)) {
    text_ += statement;
    text_ += ";\n";
  }
  history_at_ = text_.size();
  if (!batch_.history) return;
  text_ += checked_history_sql(*batch_.history);
  text_ += ";\n";
}

Error PostgresMessage::error(const ServerError& error, std::size_t completed,
                             PositionUnit unit) const {
  return error.position > 0 ? at_position(error, unit) : at_statement(error, completed);
}

Error PostgresMessage::at_position(const ServerError& error, PositionUnit unit) const {
  const std::size_t offset = byte_offset(text_, error.position, unit);
  if (offset < section_at_) return in_file(batch_.sql, error);
  if (offset < section_end_) return in_section(error, offset - section_at_);
  if (offset < section_end_ + kEndOfSection.size() && !batch_.sql.text().empty()) {
    return placed(batch_.sql, last_byte(batch_.sql.text()), error);
  }
  // A section that leaves a body open makes the server stumble over what we wrote after it; an
  // error of our own statements names their table.
  if (error.code == "42601") return in_file(batch_.sql, error);
  if (offset >= history_at_ && batch_.history) return history_table_error(*batch_.history, error);
  return version_table_error(batch_.table, error);
}

/// `offset` counts from where the section begins in the message.
Error PostgresMessage::in_section(const ServerError& error, std::size_t offset) const {
  if (offset < split_) return placed(batch_.sql, offset, error);
  if (offset < split_ + preamble_length_) return in_file(batch_.sql, error);
  return placed(batch_.sql, offset - preamble_length_, error);
}

/// The number of statements before it tells which one failed: a statement completes once, whatever
/// rules or functions made of it.
Error PostgresMessage::at_statement(const ServerError& error, std::size_t completed) const {
  if (completed < statements_before_) return in_file(batch_.sql, error);
  std::size_t failed = completed - statements_before_;
  const std::vector<SqlPiece> pieces = statements_of(batch_.sql.text());
  const auto before_preamble = static_cast<std::size_t>(std::count_if(
      pieces.begin(), pieces.end(), [&](const SqlPiece& piece) { return piece.offset < split_; }));
  if (failed == before_preamble) return in_file(batch_.sql, error);
  if (failed > before_preamble) --failed;
  if (failed >= pieces.size()) return in_writes(error, failed - pieces.size());
  return statement_error(batch_.sql, pieces[failed].offset, pieces[failed].length, error,
                         PositionUnit::characters);
}

/// `index` counts the statements behind the section.
Error PostgresMessage::in_writes(const ServerError& error, std::size_t index) const {
  const std::size_t rows = std::max(batch_.rows.removed.size(), batch_.rows.added.size());
  if (index < rows) return version_row_error(batch_.table, batch_.rows, index, error);
  if (index == rows && batch_.history) return history_table_error(*batch_.history, error);
  // COMMIT: a deferred constraint does not say which statement broke it.
  return in_file(batch_.sql, error);
}

Error statement_error(const SourceText& section, std::size_t offset, std::size_t length,
                      const ServerError& error, PositionUnit unit) {
  if (error.position > 0) {
    const auto statement = std::string_view(section.text()).substr(offset, length);
    const std::size_t inside = byte_offset(statement, error.position, unit);
    return placed(section, offset + std::min(inside, last_byte(statement)), error);
  }
  return described(
      section.error_on_line(Fault::database, offset, without_password_literals(error.message)),
      error);
}

}  // namespace migrate
