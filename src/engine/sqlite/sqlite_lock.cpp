#include "engine/sqlite/sqlite_lock.hpp"

#include <utility>

#include <fmt/format.h>
#include <sqlite3.h>

#include "base/this_process.hpp"
#include "engine/sqlite/sqlite_dialect.hpp"
#include "engine/sqlite/sqlite_file.hpp"

namespace migrate {
namespace {

/// For the moment in which others read the owner's name while it is written.
constexpr std::chrono::milliseconds kReadersMoment{1000};

bool is_busy(int code) { return (code & 0xff) == SQLITE_BUSY; }

std::unique_ptr<SqliteHandle> open_lock_file(const std::string& file, SqliteAccess access) {
  SqliteHandleSettings settings;
  settings.access = access;
  settings.patience = std::chrono::milliseconds(0);
  return std::make_unique<SqliteHandle>(file, settings);
}

/// Says what the file is for: the user never named it.
Error cannot_lock(const std::string& file, const Error& reason) {
  const bool disk = reason.code() == "SQLITE_FULL" || reason.code().starts_with("SQLITE_IOERR");
  return Error(Fault::database, std::string("cannot lock the database: ") + reason.what())
      .with_code(reason.code())
      .with_hint("the lock is the file " + file + ", which must stay there; " +
                 (disk ? reason.hint() : "let this user write to it and to its folder"));
}

/// Runs one statement; false when others are in its way.
bool got(SqliteHandle& handle, const std::string& sql) {
  const int code = handle.try_execute(sql);
  if (code != SQLITE_OK && !is_busy(code)) throw error_of(handle.failure());
  return code == SQLITE_OK;
}

enum class OwnerTable { missing, there, unknown };

/// Unknown while others are in the way.
OwnerTable owner_table(SqliteHandle& handle) {
  const int code = handle.try_execute("SELECT 1 FROM owner");
  if (is_busy(code)) return OwnerTable::unknown;
  if (code == SQLITE_OK) return OwnerTable::there;
  if (code == SQLITE_ERROR) return OwnerTable::missing;
  throw error_of(handle.failure());
}

std::string owner_sql() {
  const Dialect& sql = sqlite_dialect();
  return fmt::format("INSERT INTO owner VALUES ({}, {}, {}, datetime('now'))",
                     sql.quoted_string(process_number()), sql.quoted_string(host_name()),
                     sql.quoted_string(system_user()));
}

bool is_signed_by_us(SqliteHandle& handle) {
  const Rows owner = handle.query("SELECT pid, host FROM owner");
  return owner == Rows{{process_number(), host_name()}};
}

void sign(SqliteHandle& handle) {
  handle.execute("CREATE TABLE IF NOT EXISTS owner (pid TEXT, host TEXT, user TEXT, since TEXT)");
  handle.execute("DELETE FROM owner");
  handle.execute(owner_sql());
}

/// Whether readers went out of its way in time. If not, the transaction stays open.
bool commit_beside_readers(SqliteHandle& handle) {
  handle.set_patience(kReadersMoment);
  const bool committed = got(handle, "COMMIT");
  handle.set_patience(std::chrono::milliseconds(0));
  return committed;
}

/// Takes the right to write, leaves the owner's name for all to read, and takes it again; somebody
/// else can be quicker, and can have signed in between: then it signs once more. Only the table is
/// synced, once: a power failure must not leave a file that is damaged, but whose name stands in it
/// does not matter then.
bool lock_and_sign(SqliteHandle& handle) {
  const OwnerTable table = owner_table(handle);
  if (table == OwnerTable::unknown) return false;
  if (table == OwnerTable::there) handle.execute("PRAGMA synchronous = OFF");
  for (bool was_signed = false; got(handle, "BEGIN IMMEDIATE"); was_signed = true) {
    if (was_signed && is_signed_by_us(handle)) return true;
    sign(handle);
    // A reader that does not go away keeps the name out; the transaction is a lock all the same.
    if (!commit_beside_readers(handle)) return true;
  }
  return false;
}

/// Whether some connection, of this process or another, has the right to write. Takes nothing, also
/// not for a moment, in which others would be kept out by it.
bool is_reserved(SqliteHandle& handle) {
  sqlite3_file* file = nullptr;
  int reserved = 0;
  if (sqlite3_file_control(handle.get(), "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK ||
      file->pMethods == nullptr ||
      file->pMethods->xCheckReservedLock(file, &reserved) != SQLITE_OK) {
    throw Error(Fault::database, "cannot ask who holds " + handle.file());
  }
  return reserved != 0;
}

/// What the owner wrote; nothing of it while it writes.
LockHolder read_owner(SqliteHandle& handle) {
  LockHolder holder;
  if (owner_table(handle) != OwnerTable::there) return holder;
  try {
    for (const Row& row : handle.query("SELECT pid, host, user, since FROM owner")) {
      holder.process = row.at(0).value_or("");
      holder.host = row.at(1).value_or("");
      holder.user = row.at(2).value_or("");
      holder.since = row.at(3).value_or("");
    }
  } catch (const Error& error) {
    if (!error.code().starts_with("SQLITE_BUSY")) throw;
  }
  return holder;
}

}  // namespace

bool SqliteLock::try_acquire() {
  if (holder_ && !holder_->is_inherited()) return true;
  const std::string file = file_.string();
  try {
    auto candidate = open_lock_file(file, SqliteAccess::create);
    // On a file that cannot be written BEGIN IMMEDIATE would fail, and blame the database.
    if (candidate->is_read_only()) throw Error(Fault::database, file + " cannot be written");
    if (!lock_and_sign(*candidate)) return false;
    holder_ = std::move(candidate);
    return true;
  } catch (const Error& error) {
    throw cannot_lock(file, error);
  }
}

void SqliteLock::release() noexcept { holder_.reset(); }

std::optional<LockHolder> SqliteLock::holder() {
  const std::string file = file_.string();
  try {
    if (state_of_database(file) == SqliteFileState::missing) return std::nullopt;
    const auto reader = open_lock_file(file, SqliteAccess::read_only);
    if (!is_reserved(*reader)) return std::nullopt;
    return read_owner(*reader);
  } catch (const Error& error) {
    throw cannot_lock(file, error);
  }
}

}  // namespace migrate
