#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>

#include "db/connection.hpp"
#include "engine/sqlite/sqlite_failure.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace migrate {

class SqliteWatch;

/// See Connection::on_wait; may be empty.
using SqliteListener = std::function<void(const StatementRun&)>;

enum class SqliteAccess {
  read_only,
  read_write,  ///< the file must exist
  create,      ///< the file is made, empty, when it is missing
};

struct SqliteHandleSettings {
  SqliteAccess access = SqliteAccess::read_write;
  std::stop_token stop;  ///< interrupts statements and waits
  std::chrono::milliseconds patience = std::chrono::seconds(5);  ///< for a database others hold
};

/// One sqlite3 connection, closed when destroyed. Not thread-safe. A forked child must not use what
/// it inherits: closing would release the parent's locks. There it throws, and is leaked.
class SqliteHandle {
 public:
  /// Opens `file`, of which sqlite3 reads nothing yet. Throws Error (Fault::database).
  SqliteHandle(std::string file, const SqliteHandleSettings& settings);
  ~SqliteHandle();
  SqliteHandle(const SqliteHandle&) = delete;
  SqliteHandle& operator=(const SqliteHandle&) = delete;

  [[nodiscard]] bool is_inherited() const noexcept;
  [[nodiscard]] bool in_transaction() const noexcept;
  [[nodiscard]] bool is_read_only()
      const noexcept;  ///< also when only the file's permissions say so
  [[nodiscard]] std::size_t changed_rows() const noexcept;  ///< by the last statement
  [[nodiscard]] sqlite3* get() const noexcept { return db_; }
  [[nodiscard]] const std::string& file() const noexcept { return file_; }

  /// Runs one statement. Throws Error.
  void execute(const std::string& sql) { static_cast<void>(query(sql)); }
  Rows query(const std::string& sql);

  /// Runs one statement and gives the extended result code instead of throwing; 0 when all is well.
  [[nodiscard]] int try_execute(const std::string& sql);

  /// Runs one statement even when the stop token is set, and says nothing of its failure.
  void execute_regardless(const char* sql) noexcept;

  /// Ends the transaction that is open, even when the stop token is set.
  void roll_back() noexcept;

  /// Throws Error (Fault::cancelled) when the stop token is set.
  void throw_if_stopped() const;

  /// Who hears of statements of sections that run long.
  void set_listener(SqliteListener heard) { heard_ = std::move(heard); }
  [[nodiscard]] const SqliteListener& listener() const noexcept { return heard_; }

  /// Whom sqlite3 is to ask, while a statement runs, whether it may go on; null for nobody.
  void set_watch(SqliteWatch* watch) noexcept { watch_ = watch; }

  void set_patience(std::chrono::milliseconds patience) noexcept { patience_ = patience; }

  /// To be called before each statement, so that a failure tells of its own wait only.
  void forget_wait() noexcept { waited_ = std::chrono::milliseconds(0); }

  /// What the last call that failed was about.
  [[nodiscard]] SqliteFailure failure() const;

 private:
  struct Interrupt {
    sqlite3* db;
    void operator()() const noexcept;
  };

  std::string file_;
  std::stop_token stop_;
  std::chrono::milliseconds patience_;
  std::chrono::steady_clock::time_point waiting_since_;
  std::chrono::milliseconds waited_{0};  // by the statement that runs, or ran last
  pid_t owner_;
  SqliteListener heard_;
  SqliteWatch* watch_ = nullptr;
  bool heeds_stop_ = true;
  sqlite3* db_ = nullptr;
  std::optional<std::stop_callback<Interrupt>> on_stop_;  // goes before db_ is closed

  [[nodiscard]] bool stopped() const noexcept { return heeds_stop_ && stop_.stop_requested(); }
  [[nodiscard]] bool waits_on(int tries);
  [[nodiscard]] SqliteFailure why_not_opened(SqliteAccess access) const;
  [[nodiscard]] bool may_go_on() noexcept;
  void install_callbacks();
};

/// One prepared statement of a handle, finalized when destroyed. Throws nothing: the caller asks
/// SqliteHandle::failure, as only it knows where the statement came from.
class SqliteStatement {
 public:
  /// Prepares the first statement of `sql`, which ends with a NUL. Throws Error in a forked child.
  SqliteStatement(SqliteHandle& handle, const char* sql);
  ~SqliteStatement();
  SqliteStatement(const SqliteStatement&) = delete;
  SqliteStatement& operator=(const SqliteStatement&) = delete;

  [[nodiscard]] bool failed() const noexcept { return failed_; }
  [[nodiscard]] bool writes() const noexcept;
  /// What follows the statement; only a comment, or nothing, made one that does nothing.
  [[nodiscard]] const char* rest() const noexcept { return rest_; }

  /// Goes to the next row; false at the end, and when it failed.
  [[nodiscard]] bool next();
  [[nodiscard]] Row row() const;

 private:
  sqlite3_stmt* statement_ = nullptr;
  const char* rest_ = nullptr;
  bool failed_ = false;
};

/// One transaction, rolled back when destroyed without a commit.
class SqliteTransaction {
 public:
  /// Takes the right to write at once, so that no later statement can fail for want of it.
  explicit SqliteTransaction(SqliteHandle& handle);
  ~SqliteTransaction();
  SqliteTransaction(const SqliteTransaction&) = delete;
  SqliteTransaction& operator=(const SqliteTransaction&) = delete;

  void commit();

 private:
  SqliteHandle& handle_;
};

}  // namespace migrate
