#include "engine/sqlite/sqlite_lock.hpp"

#include <sqlite3.h>

namespace migrate {
namespace {

std::unique_ptr<SqliteHandle> open_lock_file(const std::string& file) {
  SqliteHandleSettings settings;
  settings.access = SqliteAccess::create;
  settings.patience = std::chrono::milliseconds(0);
  return std::make_unique<SqliteHandle>(file, settings);
}

/// Says what the file is for: the user never named it.
Error cannot_lock(const std::string& file, const Error& reason) {
  return Error(Fault::database, std::string("cannot lock the database: ") + reason.what())
      .with_code(reason.code())
      .with_hint("the lock is the file " + file +
                 ", which must stay there; let this user write to it and to its folder");
}

}  // namespace

bool SqliteLock::try_acquire() {
  if (holder_ && !holder_->is_inherited()) return true;
  const std::string file = file_.string();
  try {
    auto candidate = open_lock_file(file);
    // On a file that cannot be written BEGIN EXCLUSIVE would succeed, and lock nothing.
    if (candidate->is_read_only()) throw Error(Fault::database, file + " cannot be written");
    const int code = candidate->try_execute("BEGIN EXCLUSIVE");
    if ((code & 0xff) == SQLITE_BUSY) return false;
    if (code != SQLITE_OK) throw error_of(candidate->failure());
    holder_ = std::move(candidate);
    return true;
  } catch (const Error& error) {
    throw cannot_lock(file, error);
  }
}

void SqliteLock::release() noexcept { holder_.reset(); }

}  // namespace migrate
