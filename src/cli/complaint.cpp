#include "cli/complaint.hpp"

#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace migrate {
namespace {

/// What stands between `before` and `after`; empty where they do not. CLI11's errors have no
/// fields: the option's name is to be found in their texts.
std::string between(std::string_view text, std::string_view before, std::string_view after) {
  if (!text.starts_with(before)) return {};
  text.remove_prefix(before.size());
  return std::string(text.substr(0, text.find(after)));
}

/// "`--limit N`", or "TARGET" for what has no dashes.
std::string usage_of(const CLI::App& command, const std::string& name) {
  for (const CLI::App* app = &command; app != nullptr; app = app->get_parent()) {
    const CLI::Option* option = app->get_option_no_throw(name);
    if (option == nullptr) continue;
    const std::string& value = option->get_option_text();
    return option->get_positional() ? value : fmt::format("`{} {}`", name, value);
  }
  return fmt::format("`{}`", name);
}

/// "`migrate log`"
std::string shown(const CLI::App& command) {
  return command.get_parent() == nullptr ? "`migrate`"
                                         : fmt::format("`migrate {}`", command.get_name());
}

std::string mismatch_text(std::string_view said, const CLI::App& command) {
  const std::string name = between(said, "", ":");
  if (said.find("At Most") != std::string_view::npos) {
    return fmt::format("`{}` is given more than once", name);
  }
  return fmt::format("`{}` lacks its value: {}", name, usage_of(command, name));
}

std::string too_many_text(const CLI::App& command, const std::vector<std::string>& words) {
  return fmt::format("`{}` {} too many for {}", fmt::join(words, "`, `"),
                     words.size() == 1 ? "is" : "are", shown(command));
}

/// Its name is the command's, unlike those of the others.
bool has_extras(const CLI::ParseError& error) {
  return dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr;
}

std::string text_of(const CLI::ParseError& error, const CLI::App& command,
                    const std::vector<std::string>& unplaced) {
  const std::string_view said = error.what();
  const auto is = [&](std::string_view name) { return error.get_name() == name; };
  if (has_extras(error) && !unplaced.empty()) return too_many_text(command, unplaced);
  if (is("ArgumentMismatch")) return mismatch_text(said, command);
  if (is("RequiredError")) {
    return fmt::format("{} needs {}", shown(command), usage_of(command, between(said, "", " is")));
  }
  if (is("ExcludesError")) {
    return fmt::format("`{}` and `{}` exclude each other", between(said, "", " "),
                       said.substr(said.rfind(' ') + 1));
  }
  if (is("ConversionError")) {  // of flags only: all other values are texts, or have a check
    return fmt::format("`{}` takes no value", between(said, "Could not convert: ", " "));
  }
  return std::string(said);
}

}  // namespace

Error complaint(const CLI::ParseError& error, const CLI::App& command,
                const std::vector<std::string>& unplaced, const std::string& see) {
  const bool has_message = command.get_option_no_throw("--message") != nullptr;
  const bool split = has_extras(error) && has_message;
  return Error(Fault::usage, text_of(error, command, unplaced))
      .with_hint(split ? "a message of several words needs quotes around it; " + see : see);
}

}  // namespace migrate
