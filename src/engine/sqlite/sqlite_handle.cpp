#include "engine/sqlite/sqlite_handle.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <thread>

#include <sqlite3.h>

#include "engine/sqlite/sqlite_watch.hpp"

namespace migrate {
namespace {

constexpr int kStepsBetweenLooks = 1000;
constexpr std::chrono::milliseconds kLongestNap{25};

int open_flags(SqliteAccess access) noexcept {
  // No mutex: other threads only interrupt a handle, which they may at any time.
  constexpr int kAlways = SQLITE_OPEN_URI | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX;
  switch (access) {
    case SqliteAccess::read_only:
      return kAlways | SQLITE_OPEN_READONLY;
    case SqliteAccess::read_write:
      return kAlways | SQLITE_OPEN_READWRITE;
    case SqliteAccess::create:
      break;
  }
  return kAlways | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
}

std::optional<std::string> column_text(sqlite3_stmt* statement, int column) {
  const void* bytes = sqlite3_column_text(statement, column);
  if (bytes == nullptr) return std::nullopt;
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
  return std::string(static_cast<const char*>(bytes), size);
}

/// ALTER TABLE parses the whole schema again, and tells of an interrupt only in words: "error in
/// table t after rename: interrupted".
bool wraps_interrupt(const SqliteFailure& failure) {
  return (failure.code & 0xff) == SQLITE_ERROR &&
         failure.message.ends_with(std::string(": ") + sqlite3_errstr(SQLITE_INTERRUPT));
}

}  // namespace

void SqliteHandle::Interrupt::operator()() const noexcept { sqlite3_interrupt(db); }

SqliteHandle::SqliteHandle(std::string file, const SqliteHandleSettings& settings)
    : file_(std::move(file)), stop_(settings.stop), patience_(settings.patience), owner_(getpid()) {
  if (sqlite3_open_v2(file_.c_str(), &db_, open_flags(settings.access), nullptr) != SQLITE_OK) {
    const SqliteFailure why = why_not_opened(settings.access);
    sqlite3_close(db_);
    throw error_of(why);
  }
  install_callbacks();
}

/// A file that cannot be made sqlite3 tries to read too, and then says only that it is not there.
SqliteFailure SqliteHandle::why_not_opened(SqliteAccess access) const {
  SqliteFailure why = failure();
  const std::filesystem::path folder = std::filesystem::path(file_).parent_path();
  const bool made = access == SqliteAccess::create && why.system_code == ENOENT;
  if (made && ::access(folder.c_str(), W_OK) != 0) why.system_code = errno;
  return why;
}

SqliteHandle::~SqliteHandle() {
  on_stop_.reset();
  if (!is_inherited()) sqlite3_close(db_);
}

/// Three ways to hear the stop token, as none is enough: an interrupt is lost between two
/// statements, the progress callback is not called while sqlite3 sorts or waits.
void SqliteHandle::install_callbacks() {
  sqlite3_busy_handler(
      db_,
      [](void* self, int tries) {
        return static_cast<SqliteHandle*>(self)->waits_on(tries) ? 1 : 0;
      },
      this);
  sqlite3_progress_handler(
      db_, kStepsBetweenLooks,
      [](void* self) { return static_cast<SqliteHandle*>(self)->may_go_on() ? 0 : 1; }, this);
  if (stop_.stop_possible()) on_stop_.emplace(stop_, Interrupt{db_});
}

bool SqliteHandle::may_go_on() noexcept {
  return !stopped() && (watch_ == nullptr || watch_->may_go_on());
}

/// Naps while somebody else holds the database; false when it is time to give up.
bool SqliteHandle::waits_on(int tries) {
  const auto now = std::chrono::steady_clock::now();
  if (tries == 0) waiting_since_ = now;
  waited_ = std::chrono::duration_cast<std::chrono::milliseconds>(now - waiting_since_);
  if (stopped() || waited_ >= patience_) return false;
  std::this_thread::sleep_for(std::min(std::chrono::milliseconds(tries + 1), kLongestNap));
  return true;
}

bool SqliteHandle::is_inherited() const noexcept { return getpid() != owner_; }

bool SqliteHandle::in_transaction() const noexcept { return sqlite3_get_autocommit(db_) == 0; }

bool SqliteHandle::is_read_only() const noexcept { return sqlite3_db_readonly(db_, "main") == 1; }

std::size_t SqliteHandle::changed_rows() const noexcept {
  return static_cast<std::size_t>(sqlite3_changes(db_));
}

Rows SqliteHandle::query(const std::string& sql) {
  SqliteStatement statement(*this, sql.c_str());
  Rows rows;
  while (statement.next()) rows.push_back(statement.row());
  if (statement.failed()) throw error_of(failure());
  return rows;
}

int SqliteHandle::try_execute(const std::string& sql) {
  SqliteStatement statement(*this, sql.c_str());
  while (statement.next()) {
  }
  return statement.failed() ? sqlite3_extended_errcode(db_) : SQLITE_OK;
}

void SqliteHandle::execute_regardless(const char* sql) noexcept {
  if (is_inherited()) return;
  heeds_stop_ = false;
  sqlite3_exec(db_, sql, nullptr, nullptr, nullptr);
  heeds_stop_ = true;
}

void SqliteHandle::roll_back() noexcept {
  if (!is_inherited() && in_transaction()) execute_regardless("ROLLBACK");
}

void SqliteHandle::throw_if_stopped() const {
  if (stopped()) throw Error(Fault::cancelled, "stopped");
}

SqliteFailure SqliteHandle::failure() const {
  SqliteFailure failure;
  failure.code = sqlite3_extended_errcode(db_);
  failure.message = sqlite3_errmsg(db_);
  failure.database = file_;
  failure.offset = sqlite3_error_offset(db_);
  const int primary = failure.code & 0xff;
  if (primary == SQLITE_BUSY) failure.waited = waited_;
  if (primary == SQLITE_CANTOPEN || primary == SQLITE_IOERR)
    failure.system_code = sqlite3_system_errno(db_);
  const bool stoppable =
      primary == SQLITE_INTERRUPT || primary == SQLITE_BUSY || wraps_interrupt(failure);
  failure.cancelled = stoppable && stopped();
  return failure;
}

/// The length is not handed over: sqlite3 would copy all of `sql` for each statement in it.
SqliteStatement::SqliteStatement(SqliteHandle& handle, const char* sql) {
  if (handle.is_inherited()) {
    throw Error(Fault::database,
                "a forked child cannot use its parent's connection to " + handle.file())
        .with_hint("open the database again in the child");
  }
  handle.forget_wait();
  failed_ = sqlite3_prepare_v2(handle.get(), sql, -1, &statement_, &rest_) != SQLITE_OK;
}

SqliteStatement::~SqliteStatement() { sqlite3_finalize(statement_); }

bool SqliteStatement::writes() const noexcept {
  return statement_ != nullptr && sqlite3_stmt_readonly(statement_) == 0;
}

bool SqliteStatement::next() {
  if (failed_ || statement_ == nullptr) return false;
  const int code = sqlite3_step(statement_);
  failed_ = code != SQLITE_ROW && code != SQLITE_DONE;
  return code == SQLITE_ROW;
}

Row SqliteStatement::row() const {
  Row row;
  const int columns = sqlite3_column_count(statement_);
  row.reserve(static_cast<std::size_t>(columns));
  for (int column = 0; column < columns; ++column) row.push_back(column_text(statement_, column));
  return row;
}

SqliteTransaction::SqliteTransaction(SqliteHandle& handle) : handle_(handle) {
  handle_.execute("BEGIN IMMEDIATE");
}

SqliteTransaction::~SqliteTransaction() { handle_.roll_back(); }

void SqliteTransaction::commit() { handle_.execute("COMMIT"); }

}  // namespace migrate
