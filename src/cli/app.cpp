#include "cli/app.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "base/edit_distance.hpp"
#include "cli/command_line.hpp"
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

/// Has CLI11 read the arguments, and puts its complaints into our words.
class Parser {
 public:
  Parser() {
    add_file_commands(line_);
    add_database_commands(line_);
    add_graph_commands(line_);
    add_history_commands(line_);
    add_other_commands(line_);
  }

  Invocation parse(std::span<const std::string> arguments) {
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
    const std::string see =
        named.empty() ? "`migrate --help`" : "`migrate " + named.front()->get_name() + " --help`";
    const auto unknown = [&](std::string_view what, const std::string& word,
                             const std::string& offer) {
      return Error(Fault::usage, fmt::format("there is no {} `{}`", what, word))
          .with_hint(offer.empty() ? "see " + see : offer);
    };
    const std::vector<std::string> words = unplaced_words();
    const auto option = std::ranges::find_if(words, is_option);
    if (option != words.end()) {
      const std::string name = option_name(*option);
      return unknown("option", name, did_you_mean(name, known_options()));
    }
    if (named.empty() && !words.empty()) {
      return unknown("command", words.front(), did_you_mean(words.front(), known_commands()));
    }
    if (named.empty() && dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) {
      return Error(Fault::usage, "a command is missing").with_hint("see " + see);
    }
    return Error(Fault::usage, error.what()).with_hint("see " + see);
  }
};

}  // namespace

Invocation parse_command_line(std::span<const std::string> arguments) {
  return Parser().parse(arguments);
}

}  // namespace migrate
