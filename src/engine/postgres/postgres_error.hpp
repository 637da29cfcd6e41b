#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <libpq-fe.h>

#include "base/source_text.hpp"
#include "migrate/error.hpp"

namespace migrate {

/// What the server (or libpq, then without a code) said of a failure.
struct ServerError {
  std::string code;  ///< SQLSTATE
  std::string message;
  std::string detail;
  std::string hint;
  std::string context;
  std::size_t position = 0;  ///< in the text that was sent, from 1, in characters; 0: none
};

/// The error that a result holds.
[[nodiscard]] ServerError server_error(const PGresult* result);

/// The same, from the text that libpqxx makes an exception of ("ERROR:  ...\nDETAIL:  ...").
[[nodiscard]] ServerError server_error(std::string_view text, std::string code);

/// `text` with every literal that follows the word PASSWORD, or CONNECTION (a subscription's), as
/// '***', inside of quotes and bodies too.
[[nodiscard]] std::string without_password_literals(std::string_view text);

/// `place` (an Error that has the message and the location) with the code, the hint, and the rest
/// of what the server said as notes. No password is left in it.
[[nodiscard]] Error described(const Error& place, const ServerError& error);

/// An error without a place in a file.
[[nodiscard]] Error described(const ServerError& error);

/// The connection is gone. `consequence` says what that means for what was running.
[[nodiscard]] Error connection_lost(const ServerError& error, const std::string& consequence);

}  // namespace migrate
