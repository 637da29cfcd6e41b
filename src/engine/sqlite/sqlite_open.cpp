#include "engine/sqlite/sqlite_open.hpp"

#include <sqlite3.h>

namespace migrate {
namespace {

constexpr const char* kReadFirstPage = "SELECT 1 FROM main.sqlite_master LIMIT 1";

/// Whether a reader failed at what a writer can do: roll a journal back, or make the files of a
/// write-ahead log.
bool needs_writer(int code) noexcept {
  const int primary = code & 0xff;
  return primary == SQLITE_READONLY || primary == SQLITE_CANTOPEN;
}

std::unique_ptr<SqliteHandle> open_as(const std::string& file, SqliteAccess access,
                                      const ConnectionSettings& settings) {
  return std::make_unique<SqliteHandle>(
      file, SqliteHandleSettings{access, settings.stop, settings.busy_timeout});
}

void forbid_writing(SqliteHandle& handle) { handle.execute("PRAGMA query_only = ON"); }

}  // namespace

std::unique_ptr<SqliteHandle> open_existing(const std::string& file, OpenMode mode,
                                            const ConnectionSettings& settings) {
  const bool writing = mode != OpenMode::read_only;
  auto handle =
      open_as(file, writing ? SqliteAccess::read_write : SqliteAccess::read_only, settings);
  const int code = handle->try_execute(kReadFirstPage);
  if (code == SQLITE_OK) {
    if (!writing) forbid_writing(*handle);
    return handle;
  }
  if (writing || !needs_writer(code)) throw error_of(handle->failure());
  handle = open_as(file, SqliteAccess::read_write, settings);
  forbid_writing(*handle);
  handle->execute(kReadFirstPage);
  return handle;
}

std::unique_ptr<SqliteHandle> open_or_create(const std::string& file,
                                             const ConnectionSettings& settings) {
  return open_as(file, SqliteAccess::create, settings);
}

std::unique_ptr<SqliteHandle> open_nothing(OpenMode mode, const ConnectionSettings& settings) {
  auto handle = open_as(":memory:", SqliteAccess::create, settings);
  if (mode == OpenMode::read_only) forbid_writing(*handle);
  return handle;
}

}  // namespace migrate
