#pragma once

#include <filesystem>
#include <memory>

#include "db/lock.hpp"
#include "engine/sqlite/sqlite_handle.hpp"

namespace migrate {

/// The lock on one SQLite database, whatever its version tables: a transaction with the right to
/// write on a second database beside it, in which readers find who has it. So the database itself
/// stays free for VACUUM and changes of journal_mode, and the system frees the lock when its owner
/// dies. The file is never removed: two could then lock two files of one name.
class SqliteLock final : public MigrationLock {
 public:
  explicit SqliteLock(std::filesystem::path file) : file_(std::move(file)) {}

  [[nodiscard]] bool try_acquire() override;
  void release() noexcept override;
  /// Names nobody while the owner writes its name, and for one that wrote none.
  [[nodiscard]] std::optional<LockHolder> holder() override;

 private:
  std::filesystem::path file_;
  std::unique_ptr<SqliteHandle> holder_;  // null unless the lock is held
};

/// The lock on a database in memory, which nobody else can reach.
class SqliteMemoryLock final : public MigrationLock {
 public:
  [[nodiscard]] bool try_acquire() override { return true; }
  void release() noexcept override {}
  [[nodiscard]] std::optional<LockHolder> holder() override { return std::nullopt; }
};

}  // namespace migrate
