#include "base/error_text.hpp"

#include <fmt/format.h>

#include "base/utf8.hpp"
#include "base/visible_text.hpp"

namespace migrate {
namespace {

std::string place_text(const Location& where) {
  std::string text = visible_text(where.file);
  if (where.line > 0) text += fmt::format(":{}", where.line);
  if (where.line > 0 && where.column > 0) text += fmt::format(":{}", where.column);
  return text + ": ";
}

/// Blanks as wide as what stands before the caret: a tab stays a tab, so that the caret meets its
/// character however wide the terminal shows tabs.
std::string blanks_before(std::string_view line, std::size_t column) {
  const std::string shown =
      visible_text(line.substr(0, byte_offset_of_character(line, column - 1)));
  std::string_view before = shown;
  std::string blanks;
  while (!before.empty()) {
    blanks += before.front() == '\t' ? '\t' : ' ';
    before.remove_prefix(byte_offset_of_character(before, 1));
  }
  return blanks;
}

std::string excerpt_text(const Error& error, const ErrorColours& colours) {
  const Location* where = error.where();
  if (error.excerpt().empty() || where == nullptr) return {};
  const std::string number = where->line > 0 ? std::to_string(where->line) : std::string();
  std::string text = fmt::format("{:>5} | {}\n", number, visible_text(error.excerpt()));
  if (error.caret() > 0) {
    text += fmt::format("{:>5} | {}{}^{}\n", "", blanks_before(error.excerpt(), error.caret()),
                        colours.caret, colours.reset);
  }
  return text;
}

std::string one_problem(const Error& error, const ErrorColours& colours) {
  const Location* where = error.where();
  std::string text =
      fmt::format("{}error:{} {}{}", colours.heading, colours.reset,
                  where != nullptr ? place_text(*where) : "", visible_text(error.what()));
  if (!error.code().empty()) text += fmt::format(" [{}]", visible_text(error.code()));
  text += '\n';
  text += excerpt_text(error, colours);
  if (!error.hint().empty()) text += fmt::format("hint: {}\n", visible_text(error.hint()));
  return text;
}

}  // namespace

std::string error_text(const Error& error, const ErrorColours& colours) {
  std::string text;
  if (error.problems().empty()) {
    text = one_problem(error, colours);
  } else {
    for (const Error& problem : error.problems()) text += error_text(problem, colours);
  }
  for (const std::string& note : error.notes()) text += visible_text(note) + "\n";
  return text;
}

}  // namespace migrate
