#pragma once

#include <string>

namespace migrate {

/// What was found where something was looked at.
struct Finding {
  enum class Grade {
    ok,
    warning,  ///< nothing stands in the way of a migration, but somebody should know
    failure,  ///< something is wrong
  };
  Grade grade = Grade::ok;
  std::string subject;  ///< what was looked at, in a word or two: "lock", "version table"
  std::string text;     ///< what was found; one line
  std::string hint;     ///< the next step; empty where there is none to take
};

}  // namespace migrate
