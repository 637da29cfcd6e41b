#pragma once

#include <optional>
#include <vector>

#include "migrate/events.hpp"

namespace migrate {

/// What can be seen of a running statement from outside.
struct OwnersStatement {
  std::vector<Blocker> blockers;              ///< the sessions that it waits for
  std::optional<StatementProgress> progress;  ///< how far it has come
};

/// A lock between processes and within one, held by a connection of its own; gone with its owner,
/// even after a crash. Released when destroyed.
class MigrationLock {
 public:
  virtual ~MigrationLock() = default;

  /// Takes the lock unless another instance has it, or has died and the server still runs its last
  /// statement. Never blocks in the server: a waiter must not stop others. True when it is held
  /// now. Throws Error when the database cannot be asked.
  [[nodiscard]] virtual bool try_acquire() = 0;

  virtual void release() noexcept = 0;

  /// Whether a lock that was taken is still held, as far as can be told without asking anybody: a
  /// session that holds it can be lost.
  [[nodiscard]] virtual bool is_held() noexcept { return true; }

  /// Who has the lock; nothing when it is free. Takes nothing. Throws as try_acquire does.
  [[nodiscard]] virtual std::optional<LockHolder> holder() = 0;

  /// What the database tells of the statement that the lock's owner runs. Nothing where it does not
  /// tell, and for want of an answer.
  [[nodiscard]] virtual OwnersStatement owners_statement() { return {}; }
};

}  // namespace migrate
