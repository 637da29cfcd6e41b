#pragma once

#include <chrono>
#include <exception>
#include <functional>

#include "engine/sqlite/sqlite_handle.hpp"
#include "migrate/events.hpp"

namespace migrate {

/// Tells the handle's listener, about once a second, of the one statement that runs on a handle
/// while it lives. sqlite3 does not let it while it sorts: then it is late.
class SqliteWatch {
 public:
  /// `place` says where the statement stands. `handle` must outlive it.
  SqliteWatch(SqliteHandle& handle, std::function<Location()> place);
  ~SqliteWatch();
  SqliteWatch(const SqliteWatch&) = delete;
  SqliteWatch& operator=(const SqliteWatch&) = delete;

  /// Called by the handle; false when the listener has thrown.
  [[nodiscard]] bool may_go_on() noexcept;

  /// Throws what the listener has thrown.
  void rethrow();

 private:
  SqliteHandle& handle_;
  std::function<Location()> place_;
  std::chrono::steady_clock::time_point start_;
  std::chrono::milliseconds next_call_;  // after the start
  std::exception_ptr thrown_;

  void tell();
};

}  // namespace migrate
