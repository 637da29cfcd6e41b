#include "base/step_text.hpp"

#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace migrate {
namespace {

std::string_view verb_of(Direction direction) {
  switch (direction) {
    case Direction::upgrade:
      return "upgrade";
    case Direction::downgrade:
      return "downgrade";
    case Direction::stamp:
      return "stamp_revision";
  }
  return {};
}

}  // namespace

std::string step_text(const Step& step) {
  std::string text = fmt::format("Running {} {} -> {}", verb_of(step.direction),
                                 fmt::join(step.from, ", "), fmt::join(step.to, ", "));
  if (!step.message.empty()) text += ", " + step.message;
  return text;
}

std::string rows_text(const std::vector<std::string>& rows) {
  return rows.empty() ? "base" : fmt::format("{}", fmt::join(rows, ", "));
}

}  // namespace migrate
