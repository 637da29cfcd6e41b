#include "engine/sqlite/sqlite_watch.hpp"

#include <utility>

namespace migrate {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kCallEvery{1};

}  // namespace

SqliteWatch::SqliteWatch(SqliteHandle& handle, std::function<Location()> place)
    : handle_(handle), place_(std::move(place)), start_(Clock::now()), next_call_(kCallEvery) {
  if (handle_.listener()) handle_.set_watch(this);
}

SqliteWatch::~SqliteWatch() { handle_.set_watch(nullptr); }

/// An exception must not pass through sqlite3.
bool SqliteWatch::may_go_on() noexcept {
  if (thrown_) return false;
  try {
    tell();
  } catch (...) {
    thrown_ = std::current_exception();
  }
  return !thrown_;
}

void SqliteWatch::tell() {
  const auto elapsed = [this] {
    return std::chrono::floor<std::chrono::milliseconds>(Clock::now() - start_);
  };
  const std::chrono::milliseconds now = elapsed();
  if (now < next_call_) return;
  handle_.listener()({{}, place_(), now, {}});
  next_call_ = elapsed() + kCallEvery;
}

void SqliteWatch::rethrow() {
  if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
}

}  // namespace migrate
