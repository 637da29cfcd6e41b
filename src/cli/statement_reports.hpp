#pragma once

#include <chrono>

namespace migrate {

/// When to say of a statement that it still runs: each time that so much time has passed.
class StatementReports {
 public:
  explicit StatementReports(std::chrono::milliseconds every) noexcept
      : every_(every), next_(every) {}

  /// To be asked, now and then, with how long the statement has run. Less than before is another
  /// one's.
  [[nodiscard]] bool is_due(std::chrono::milliseconds elapsed) noexcept {
    if (elapsed < last_) next_ = every_;
    last_ = elapsed;
    if (elapsed < next_) return false;
    next_ = elapsed - elapsed % every_ + every_;
    return true;
  }

 private:
  std::chrono::milliseconds every_;
  std::chrono::milliseconds next_;
  std::chrono::milliseconds last_{0};
};

}  // namespace migrate
