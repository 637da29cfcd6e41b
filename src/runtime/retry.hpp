#pragma once

#include <chrono>
#include <functional>
#include <random>
#include <stop_token>
#include <string>
#include <vector>

#include "db/connection.hpp"
#include "db/lock.hpp"
#include "migrate/observer.hpp"

namespace migrate {

/// How often, and how far apart, what others were in the way of is tried again.
struct RetryLimits {
  int retries = 5;  ///< after the first try
  /// The first pause; each next one is twice as long, and all are spread by a quarter, so that
  /// several that met do not meet again.
  std::chrono::milliseconds first_pause{200};
  std::chrono::milliseconds longest_pause = std::chrono::seconds(10);
};

/// Tries again what was rolled back because others were in the way, and tells the observer who
/// they are while a statement waits for them, and how far a long one has come. Listens to
/// `connection` while it lives. All references must outlive it.
class ConflictRetry {
 public:
  ConflictRetry(Connection& connection, MigrationLock& lock, const RetryLimits& limits,
                std::stop_token stop, Observer& observer);
  ~ConflictRetry();
  ConflictRetry(const ConflictRetry&) = delete;
  ConflictRetry& operator=(const ConflictRetry&) = delete;

  /// Does `work`, which leaves nothing behind when it throws an Error whose code is a conflict's;
  /// again and again, as the limits say. Throws its last Error, with who was in the way; and one
  /// (Fault::database) before it does anything once the lock was lost.
  /// `revision` and `statement` are what the observer is told, see Retry.
  void run(const std::string& revision, const std::function<void()>& work,
           std::size_t statement = 0);

  /// Throws Error (Fault::cancelled) once the run is to stop.
  void throw_if_stopped() const;

  /// Whose statements run from now on, for the observer.
  void begin_revision(const std::string& id) { revision_ = id; }

 private:
  Connection& connection_;
  MigrationLock& lock_;
  RetryLimits limits_;
  std::stop_token stop_;
  Observer& observer_;
  std::string revision_;           // that runs
  std::vector<Blocker> blockers_;  // as last seen during this try
  std::minstd_rand random_{std::random_device{}()};

  void look_around(const StatementRun& run);
  [[nodiscard]] std::chrono::milliseconds pause_before(int attempt);
  [[nodiscard]] Error given_up(const Error& error, int attempts) const;
};

}  // namespace migrate
