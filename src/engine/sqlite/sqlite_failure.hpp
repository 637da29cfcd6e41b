#pragma once

#include <chrono>
#include <string>

#include "migrate/error.hpp"

namespace migrate {

/// What sqlite3 said of a call that failed.
struct SqliteFailure {
  int code = 0;          ///< the extended result code
  std::string message;   ///< sqlite3's own words
  std::string database;  ///< the file's path, or how else to name the database
  int offset = -1;       ///< where in the statement, in bytes; -1 when sqlite3 does not know
  int system_code = 0;   ///< errno, for a file that could not be opened, read or written
  std::chrono::milliseconds waited{0};  ///< for another process that holds the database
  bool cancelled = false;               ///< the stop token was set, and that is why
};

/// A failure in the user's words, with the next step as hint. Names no place in a file.
[[nodiscard]] Error error_of(const SqliteFailure& failure);

}  // namespace migrate
