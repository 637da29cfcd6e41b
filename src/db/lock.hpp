#pragma once

namespace migrate {

/// A lock between processes and within one, held by a connection of its own; gone with its owner,
/// even after a crash. Released when destroyed.
class MigrationLock {
 public:
  virtual ~MigrationLock() = default;

  /// Takes the lock unless another instance has it. Never blocks in the server: a waiter must not
  /// stop others. True when it is held now. Throws Error when the database cannot be asked.
  [[nodiscard]] virtual bool try_acquire() = 0;

  virtual void release() noexcept = 0;
};

}  // namespace migrate
