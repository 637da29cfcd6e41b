#include "engine/sqlite/sqlite_failure.hpp"

#include <cstring>

#include <fmt/format.h>
#include <sqlite3.h>

#include "base/event_text.hpp"
#include "engine/sqlite/sqlite_code.hpp"

namespace migrate {
namespace {

struct Words {
  std::string what;
  std::string hint;
};

/// ": No such file or directory"; nothing when the system did not say.
std::string system_reason(const SqliteFailure& failure) {
  return failure.system_code == 0 ? "" : fmt::format(": {}", std::strerror(failure.system_code));
}

/// Of another file than the database's own (VACUUM INTO, ATTACH) sqlite3 gives the name.
bool is_of_another_file(const SqliteFailure& failure) {
  return failure.message != sqlite3_errstr(failure.code & 0xff);
}

Words cannot_open(const SqliteFailure& failure) {
  if (is_of_another_file(failure)) {
    return {failure.message + system_reason(failure),
            "check the path, and that this user may read and write the file and its folder"};
  }
  const std::string reason =
      failure.system_code == 0 ? failure.message : std::strerror(failure.system_code);
  return {
      fmt::format("cannot open the database {}: {}", failure.database, reason),
      "check the path, and that this user may read and write the file and its folder; one in WAL "
      "mode can be read only by a user who may write to its folder"};
}

Words cannot_write(const SqliteFailure& failure) {
  if (failure.code == SQLITE_READONLY_ROLLBACK || failure.code == SQLITE_READONLY_RECOVERY) {
    return {fmt::format("a crash left the database {} half-written, and only a writer can mend it",
                        failure.database),
            "run it once as a user who may write the file and its folder"};
  }
  if (failure.code == SQLITE_READONLY_DIRECTORY) {
    return {fmt::format("cannot make the journal of the database {}: its folder cannot be written",
                        failure.database),
            "let this user write to the folder; a database in WAL mode needs that even to be read"};
  }
  return {fmt::format("cannot write to the database {}: {}", failure.database, failure.message),
          "check that this user may write the file and its folder, where SQLite keeps its journal"};
}

Words held_by_another(const SqliteFailure& failure) {
  const bool waited = failure.waited.count() > 0;
  const std::string wait =
      waited ? fmt::format(" (waited {} for it)", duration_text(failure.waited)) : "";
  return {fmt::format("another process holds the database {}: {}{}", failure.database,
                      failure.message, wait),
          "close the program that uses it, or try again when it is done; the setting "
          "`busy_timeout` says how long to wait for it"};
}

Words cannot_transfer(const SqliteFailure& failure) {
  return {fmt::format("{}{} (reading or writing {})", failure.message, system_reason(failure),
                      failure.database),
          "check the disk that it is on, how full it is, and the limits on a file's size"};
}

Words words_for(const SqliteFailure& failure) {
  switch (failure.code & 0xff) {
    case SQLITE_BUSY:
      return held_by_another(failure);
    case SQLITE_NOTADB:
      return {fmt::format("{} is not an SQLite database", failure.database),
              "check the path in the URL; an encrypted database cannot be read either"};
    case SQLITE_CORRUPT:
      return {fmt::format("the database {} is damaged: {}", failure.database, failure.message),
              "restore a backup; `PRAGMA integrity_check` says what is broken"};
    case SQLITE_FULL:
      return {fmt::format("{} (writing {})", failure.message, failure.database),
              "make room on the disk and run it again"};
    case SQLITE_IOERR:
      return cannot_transfer(failure);
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return cannot_open(failure);
    case SQLITE_READONLY:
      return cannot_write(failure);
    default:
      return {failure.message, ""};
  }
}

}  // namespace

Error error_of(const SqliteFailure& failure) {
  if (failure.cancelled) return {Fault::cancelled, "stopped"};
  const Words words = words_for(failure);
  return Error(Fault::database, words.what)
      .with_code(sqlite_code_name(failure.code))
      .with_hint(words.hint);
}

}  // namespace migrate
