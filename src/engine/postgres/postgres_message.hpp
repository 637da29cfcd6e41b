#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "db/batch.hpp"
#include "engine/postgres/postgres_error.hpp"
#include "engine/postgres/postgres_preamble.hpp"

namespace migrate {

/// How the server counts where an error is: a server of SQL_ASCII knows only bytes.
enum class PositionUnit { characters, bytes };

/// What goes over the wire for a batch, in one message: BEGIN for Atomicity::own; the preamble (see
/// postgres_preamble.hpp), which stands inside of the section where that begins the transaction
/// itself; the section byte for byte, a line end, `;` and a line end; the changes of the version
/// table; the history; COMMIT unless the batch is joined. Knows which part an error is in.
class PostgresMessage {
 public:
  PostgresMessage(const Batch& batch, const TransactionLimits& limits);

  [[nodiscard]] const std::string& text() const noexcept { return text_; }

  /// The error of the message, at its place in the section where there is one. `completed` is how
  /// many statements the server had completed before.
  [[nodiscard]] Error error(const ServerError& error, std::size_t completed,
                            PositionUnit unit) const;

 private:
  const Batch& batch_;
  std::size_t statements_before_ = 0;  // BEGIN
  std::size_t section_at_ = 0;         // where the section begins in text_; all of these in bytes
  std::size_t split_ = 0;              // how much of the section stands before the preamble
  std::size_t preamble_length_ = 0;
  std::size_t section_end_ = 0;  // in text_
  std::size_t history_at_ = 0;   // in text_
  std::string text_;

  void add_section(const std::string& preamble);
  void add_writes();
  [[nodiscard]] Error at_position(const ServerError& error, PositionUnit unit) const;
  [[nodiscard]] Error in_section(const ServerError& error, std::size_t offset) const;
  [[nodiscard]] Error at_statement(const ServerError& error, std::size_t completed) const;
  [[nodiscard]] Error in_writes(const ServerError& error, std::size_t index) const;
};

/// The error of one statement of a section, which was sent alone; `offset` is where it begins
/// there.
[[nodiscard]] Error statement_error(const SourceText& section, std::size_t offset,
                                    std::size_t length, const ServerError& error,
                                    PositionUnit unit);

}  // namespace migrate
