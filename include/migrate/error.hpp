#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace migrate {

/// Who has to act on an error. The program's exit code follows from it.
enum class Fault {
  usage,         ///< the command line or a target (exit code 2)
  config,        ///< the settings or the URL (2)
  revision,      ///< the revision files (2)
  file,          ///< a file that cannot be read or written, a hook that failed (2)
  database,      ///< the database or one of its statements, a refused connection too (1)
  not_current,   ///< not every head is applied (3)
  locked,        ///< another instance held the lock too long (4)
  verification,  ///< a verification failed (5)
  cancelled,     ///< the caller's stop token was set (130 or 143)
};

/// A place in one of the user's own files. Lines and columns count from 1, columns in characters
/// (not bytes); 0 means that no line or no column is known.
struct Location {
  std::string file;
  std::size_t line = 0;
  std::size_t column = 0;

  bool operator==(const Location&) const = default;
};

/// What went wrong, where in the user's own files, and what to try next.
///
/// Copies share their content, so copying one never throws. The `with_` functions return a changed
/// copy and leave the original as it is.
class Error : public std::runtime_error {
 public:
  Error(Fault fault, const std::string& what, std::optional<Location> where = {});

  /// Makes one error of several problems that were found together; of one, that one.
  /// The fault is the first one's. `problems` must not be empty.
  [[nodiscard]] static Error all(const std::vector<Error>& problems);

  [[nodiscard]] Error with_hint(std::string hint) const;
  /// The database's own code: a SQLSTATE such as "42703", or "SQLITE_CONSTRAINT_UNIQUE".
  [[nodiscard]] Error with_code(std::string code) const;
  /// The line of the file that where() names, to be shown under the message, and the column in
  /// `line` that a caret points at (from 1, in characters; 0 for none).
  [[nodiscard]] Error with_excerpt(std::string line, std::size_t caret) const;
  /// Adds a line that follows the hint, such as "DETAIL: ..." or what was rolled back.
  [[nodiscard]] Error with_note(std::string note) const;

  [[nodiscard]] Fault fault() const noexcept;
  [[nodiscard]] const Location* where() const noexcept;  ///< null when no file is to blame
  [[nodiscard]] const std::string& hint() const noexcept;
  [[nodiscard]] const std::string& code() const noexcept;
  [[nodiscard]] const std::string& excerpt() const noexcept;
  [[nodiscard]] std::size_t caret() const noexcept;
  [[nodiscard]] std::span<const std::string> notes() const noexcept;
  /// The problems that `all` was given; empty for an error that stands alone.
  [[nodiscard]] std::span<const Error> problems() const noexcept;

 private:
  struct Detail;
  std::shared_ptr<const Detail> detail_;

  [[nodiscard]] Error changed(const std::shared_ptr<Detail>& detail) const;
};

}  // namespace migrate
