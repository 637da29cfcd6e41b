#include "cli/command_line.hpp"

#include <fmt/format.h>

#include "migrate/version.hpp"

namespace migrate {
namespace {

/// Shows below a command's own options, in the place of its subcommands, which none has, those that
/// every command takes.
class HelpText : public CLI::Formatter {
 public:
  std::string make_subcommands(const CLI::App* app, CLI::AppFormatMode mode) const override {
    const CLI::App* program = app->get_parent();
    if (program == nullptr) return CLI::Formatter::make_subcommands(app, mode);
    return make_group(
        "Options of every command", false, program->get_options([&](const CLI::Option* option) {
          return option != program->get_help_ptr() && option != program->get_version_ptr();
        }));
  }
};

/// Empty when nothing is wrong.
std::string problem_with_colour(const std::string& text) {
  if (text == "auto" || text == "always" || text == "never") return "";
  return fmt::format("`{}` is none of auto, always and never", text);
}

}  // namespace

CommandLine::CommandLine()
    : app_("Database migrations as plain SQL files, on SQLite and PostgreSQL.", "migrate") {
  app_.formatter(std::make_shared<HelpText>());
  app_.require_subcommand(1);
  app_.fallthrough();
  app_.footer("`migrate COMMAND --help` shows a command with an example.");
  app_.set_help_flag("-h,--help", "Show this help and exit");
  app_.set_version_flag("--version", "migrate " + std::string(kVersion),
                        "Show the version and exit");
  add_globals();
}

void CommandLine::add_globals() {
  app_.add_option("-c,--config", call_.config.file, "The settings, instead of ./migrate.ini")
      ->option_text("FILE");
  app_.add_option("-n,--name", call_.config.section, "The section of the settings to read")
      ->option_text("SECTION");
  app_.add_option("-d,--database-url", call_.config.database_url, "The database to work on")
      ->option_text("URL");
  app_.add_flag("-q,--quiet", quiet_, "Say nothing but errors on stderr");
  app_.add_flag("-v,--verbose", verbose_, "Say more");
  app_.add_flag("--json", call_.json, "Print the result as one JSON document");
  app_.add_option("--color", colour_, "auto, always or never")
      ->check(problem_with_colour, "", "")
      ->option_text("WHEN");
}

CLI::App* CommandLine::add(const std::string& name, const std::string& description,
                           const std::string& example) {
  CLI::App* command = app_.add_subcommand(name, description);
  command->group(group_);
  command->footer("Example:\n  " + example);
  command->set_help_flag("-h,--help", "Show this help and exit");
  return command;
}

void CommandLine::add_script_options(CLI::App* command) {
  command->add_flag("--sql", script_->sql, "Write the SQL as a script, touch no database");
  command->add_option("-o,--output", script_->file, "The file for the script; - is stdout")
      ->option_text("FILE");
}

void CommandLine::add_single_transaction(CLI::App* command) {
  command->add_flag("--single-transaction", single_transaction_,
                    "One transaction for the whole run: all or nothing");
}

/// What only makes sense once all of the line is known.
Invocation CommandLine::settled() {
  if (call_.json && script_->sql) {
    throw Error(Fault::usage, "--json and --sql exclude each other: a script is no JSON document");
  }
  if (quiet_) call_.verbosity = Verbosity::quiet;
  if (verbose_) call_.verbosity = Verbosity::verbose;
  if (colour_ == "always") call_.colour = ColourMode::always;
  if (colour_ == "never") call_.colour = ColourMode::never;
  if (single_transaction_) call_.transaction = TransactionMode::run;
  for (bool* verbose : verbose_args_) *verbose = verbose_;
  return std::move(call_);
}

}  // namespace migrate
