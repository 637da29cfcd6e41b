#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "migrate/error.hpp"

namespace migrate {

enum class Direction { upgrade, downgrade, stamp };

/// One move of the database along the history.
struct Step {
  Direction direction = Direction::upgrade;
  std::string revision;  ///< what is applied or undone; empty for a stamp
  std::vector<std::string>
      from;  ///< upgrade: the parents; downgrade: the revision; stamp: rows before
  std::vector<std::string>
      to;               ///< upgrade: the revision; downgrade: the parents; stamp: rows after
  std::string message;  ///< the first line of the revision's message
  std::chrono::microseconds elapsed{0};  ///< how long it took; 0 until it is done
};

/// What a command did to a database, and where the database stands.
struct Report {
  std::vector<Step> planned;        ///< every step of the plan, in order
  std::vector<Step> done;           ///< the steps that are committed, in order
  std::vector<std::string> before;  ///< the current revisions before the first step
  std::vector<std::string> after;   ///< the current revisions now
  std::string database;             ///< the URL, with its password as ***
  std::chrono::microseconds elapsed{0};
};

/// Some steps of a plan are in and one failed: the error says which, the report where the database
/// is.
class PartialFailure : public Error {
 public:
  PartialFailure(const Error& error, Report report)
      : Error(error), report_(std::make_shared<const Report>(std::move(report))) {}

  [[nodiscard]] const Report& report() const noexcept { return *report_; }

 private:
  std::shared_ptr<const Report> report_;
};

}  // namespace migrate
