#pragma once

#include <string>
#include <vector>

#include "migrate/error.hpp"

namespace migrate {

/// An Error as one line, `file:line:column: what; hint`, of which what is not known is left out.
inline std::string problem_line(const Error& error) {
  std::string text;
  if (const Location* where = error.where()) {
    text = where->file + ":" + std::to_string(where->line) + ":";
    if (where->column > 0) text += std::to_string(where->column) + ":";
    text += " ";
  }
  text += error.what();
  return error.hint().empty() ? text : text + "; " + error.hint();
}

/// The problems of the Error that `call` throws, each as one line; none when it throws none.
template <typename Call>
[[nodiscard]] std::vector<std::string> problems_of(Call call) {
  std::vector<std::string> lines;
  try {
    (void)call();
  } catch (const Error& error) {
    for (const Error& problem : error.problems()) lines.push_back(problem_line(problem));
    if (error.problems().empty()) lines.push_back(problem_line(error));
  }
  return lines;
}

}  // namespace migrate
