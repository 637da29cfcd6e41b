#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "db/batch.hpp"
#include "engine/postgres/postgres_error.hpp"

namespace migrate {

/// How the server counts where an error is: a server of SQL_ASCII knows only bytes.
enum class PositionUnit { characters, bytes };

/// What goes over the wire for a batch, in one message: the section byte for byte, a line end, `;`
/// and a line end; the changes of the version table; for Atomicity::own BEGIN before and COMMIT
/// after them. Knows which part an error is in.
class PostgresMessage {
 public:
  explicit PostgresMessage(const Batch& batch);

  [[nodiscard]] const std::string& text() const noexcept { return text_; }

  /// The error of the message, at its place in the section where there is one. `completed` is how
  /// many statements the server had completed before.
  [[nodiscard]] Error error(const ServerError& error, std::size_t completed,
                            PositionUnit unit) const;

 private:
  const Batch& batch_;
  std::size_t statements_before_ = 0;  // BEGIN
  std::size_t section_at_ = 0;         // where the section begins in text_, in bytes
  std::string text_;

  [[nodiscard]] Error at_position(const ServerError& error, PositionUnit unit) const;
  [[nodiscard]] Error at_statement(const ServerError& error, std::size_t completed) const;
};

/// The error of one statement of a section, which was sent alone; `offset` is where it begins
/// there.
[[nodiscard]] Error statement_error(const SourceText& section, std::size_t offset,
                                    std::size_t length, const ServerError& error,
                                    PositionUnit unit);

}  // namespace migrate
