#include "cli/app.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "base/edit_distance.hpp"
#include "cli/command_line.hpp"
#include "cli/complaint.hpp"
#include "migrate/version.hpp"

namespace migrate {
namespace {

/// Whether a word reads as an option; `-1` is a target.
bool is_option(const std::string& word) {
  return word.size() > 1 && word[0] == '-' && (word[1] < '0' || word[1] > '9');
}

/// An option without the value that is glued to it, which may be a password.
std::string option_name(const std::string& word) {
  return word.starts_with("--") ? word.substr(0, word.find('=')) : word.substr(0, 2);
}

/// Commands that are added together.
struct CommandGroup {
  void (*add)(CommandLine&);
  std::array<std::string_view, 7> names;
};

constexpr std::array<CommandGroup, 5> kGroups{
    {{add_file_commands, {"init", "revision", "merge", "edit"}},
     {add_database_commands,
      {"upgrade", "downgrade", "stamp", "wait", "ensure-version", "doctor", "locks"}},
     {add_graph_commands, {"current", "heads", "branches", "history", "show"}},
     {add_history_commands, {"log", "verify", "recover", "repair"}},
     {add_other_commands, {"status", "check", "list-templates"}}}};

using Words = std::span<const std::string>;

bool names_any(const CommandGroup& group, Words words) {
  return std::ranges::any_of(words, [&](const std::string& word) {
    return !word.empty() && std::ranges::find(group.names, word) != group.names.end();
  });
}

/// Whether `-h` may be in it: short options can be glued to each other.
bool may_hold_h(const std::string& word) {
  return word.starts_with('-') && !word.starts_with("--") && word.find('h') != std::string::npos;
}

/// Has CLI11 read the arguments, and puts its complaints into our words.
class Parser {
 public:
  /// Knows the commands of the groups that `wanted` takes.
  template <typename Wanted>
  explicit Parser(Wanted wanted) {
    for (const CommandGroup& group : kGroups) {
      if (wanted(group)) group.add(line_);
    }
  }

  Invocation parse(Words arguments) {
    refuse_values_of_flags(arguments);
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    try {
      app_.parse(reversed);
    } catch (const CLI::CallForHelp&) {
      return instead(help());
    } catch (const CLI::CallForVersion&) {
      return instead("migrate " + std::string(kVersion) + "\n");
    } catch (const CLI::ParseError& error) {
      throw explained(error);
    }
    return line_.settled();
  }

 private:
  CommandLine line_;
  CLI::App& app_ = line_.app();

  /// A text to print, and nothing to run.
  static Invocation instead(std::string text) {
    Invocation call;
    call.text = std::move(text);
    return call;
  }

  /// The option of that name, of the program or of a command; null where none has it.
  [[nodiscard]] const CLI::Option* option_of(const std::string& name) {
    std::vector<CLI::App*> apps = app_.get_subcommands({});
    apps.insert(apps.begin(), &app_);
    for (const CLI::App* app : apps) {
      if (const CLI::Option* option = app->get_option_no_throw(name)) return option;
    }
    return nullptr;
  }

  [[nodiscard]] bool is_flag(const std::string& name) {
    const CLI::Option* const option = option_of(name);
    return option != nullptr && option->get_items_expected_max() == 0;
  }

  [[nodiscard]] bool takes_value(const std::string& name) {
    const CLI::Option* const option = option_of(name);
    return option != nullptr && option->get_items_expected_max() > 0;
  }

  /// Whether the word behind it is its value. Short options can be glued to each other, and their
  /// values to them: `-qm TEXT`, `-mTEXT`.
  [[nodiscard]] bool wants_value(const std::string& word) {
    if (!is_option(word)) return false;
    if (word.starts_with("--")) return takes_value(word);
    return first_with_value(word) + 1 == word.size();
  }

  /// Where the short option stands that the rest of the word is the value of, else npos.
  [[nodiscard]] std::size_t first_with_value(const std::string& word) {
    for (std::size_t at = 1; at < word.size(); ++at) {
      if (takes_value({'-', word[at]})) return at;
    }
    return std::string::npos;
  }

  /// The flag that a word gives a value, as `--json=false` and `-qv=0` do; empty where it does not.
  [[nodiscard]] std::string flag_with_value(const std::string& word) {
    const std::size_t equals = word.find('=');
    if (!is_option(word) || equals == std::string::npos) return {};
    const bool is_long = word.starts_with("--");
    if (!is_long && first_with_value(word) < equals) return {};
    const std::string name = is_long ? option_name(word) : std::string{'-', word[equals - 1]};
    return is_flag(name) ? name : "";
  }

  /// CLI11 takes `--json=false` for a flag that was not given.
  void refuse_values_of_flags(Words arguments) {
    bool is_value = false;
    for (const std::string& word : arguments) {
      if (word == "--" && !is_value) return;
      const std::string flag = is_value ? "" : flag_with_value(word);
      if (!flag.empty()) {
        throw Error(Fault::usage, fmt::format("`{}` takes no value", flag))
            .with_hint(fmt::format("write `{}` alone, or leave it out", flag));
      }
      is_value = !is_value && wants_value(word);
    }
  }

  [[nodiscard]] std::string help() {
    const std::vector<CLI::App*> named = app_.get_subcommands();
    return named.empty() ? app_.help() : named.front()->help(app_.get_name());
  }

  [[nodiscard]] std::vector<std::string> known_commands() {
    std::vector<std::string> names;
    for (const CLI::App* command : app_.get_subcommands({})) names.push_back(command->get_name());
    return names;
  }

  [[nodiscard]] std::vector<std::string> known_options() {
    std::vector<std::string> names;
    const auto collect = [&](const CLI::App& app) {
      for (const CLI::Option* option : app.get_options()) {
        for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
      }
    };
    collect(app_);
    for (const CLI::App* command : app_.get_subcommands()) collect(*command);
    return names;
  }

  /// What CLI11 could not place: neither a known option or its value, nor a command or its
  /// argument.
  [[nodiscard]] std::vector<std::string> unplaced_words() {
    std::vector<std::string> words = app_.remaining(true);
    std::erase(words, "--");
    return words;
  }

  /// CLI11's complaint as our error: what was mistyped, and what was probably meant.
  [[nodiscard]] Error explained(const CLI::ParseError& error) {
    const std::vector<CLI::App*> named = app_.get_subcommands();
    const std::string see = named.empty()
                                ? "see `migrate --help`"
                                : "see `migrate " + named.front()->get_name() + " --help`";
    const auto unknown = [&](std::string_view what, const std::string& word,
                             const std::string& offer) {
      return Error(Fault::usage, fmt::format("there is no {} `{}`", what, word))
          .with_hint(offer.empty() ? see : offer);
    };
    const std::vector<std::string> words = unplaced_words();
    if (named.empty() && !words.empty() && !is_option(words.front())) {
      return unknown("command", words.front(), did_you_mean(words.front(), known_commands()));
    }
    const auto option = std::ranges::find_if(words, is_option);
    if (option != words.end()) {
      const std::string name = option_name(*option);
      const std::vector<std::string> known = known_options();
      if (!named.empty() && std::ranges::find(known, name) != known.end()) {
        return Error(Fault::usage,
                     fmt::format("`{}` stands before the command it belongs to", name))
            .with_hint(fmt::format("write `migrate {} {}`", named.front()->get_name(), name));
      }
      return unknown("option", name, did_you_mean(name, known));
    }
    if (named.empty() && dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) {
      return Error(Fault::usage, "a command is missing").with_hint(see);
    }
    return complaint(error, named.empty() ? app_ : *named.front(), words, see);
  }
};

}  // namespace

/// To set up all commands takes longer than most of them need: so those come first of which a word
/// reminds. They do where there is nothing to list or to complain of.
Invocation parse_command_line(std::span<const std::string> arguments) {
  const auto is_named = [&](const CommandGroup& group) { return names_any(group, arguments); };
  const bool wants_help = std::ranges::any_of(
      arguments, [](const std::string& word) { return word == "--help" || may_hold_h(word); });
  if (!wants_help && std::ranges::any_of(kGroups, is_named)) {
    try {
      return Parser(is_named).parse(arguments);
    } catch (const Error&) {
      // Said again below, by one that knows all commands.
    }
  }
  return Parser([](const CommandGroup&) { return true; }).parse(arguments);
}

}  // namespace migrate
