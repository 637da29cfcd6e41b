#include "cli/app.hpp"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "base/edit_distance.hpp"
#include "command/branches.hpp"
#include "command/check.hpp"
#include "command/current.hpp"
#include "command/downgrade.hpp"
#include "command/edit.hpp"
#include "command/ensure_version.hpp"
#include "command/heads.hpp"
#include "command/history.hpp"
#include "command/init.hpp"
#include "command/list_templates.hpp"
#include "command/merge.hpp"
#include "command/revision_command.hpp"
#include "command/show.hpp"
#include "command/stamp.hpp"
#include "command/status.hpp"
#include "command/upgrade.hpp"
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

/// The whole command line: CLI11's description of it, and where it puts what it reads.
class Parser {
 public:
  Parser() : app_("Database migrations as plain SQL files, on SQLite and PostgreSQL.", "migrate") {
    app_.require_subcommand(1);
    app_.fallthrough();
    app_.footer("`migrate COMMAND --help` shows a command with an example.");
    app_.set_help_flag("-h,--help", "Show this help and exit");
    app_.set_version_flag("--version", "migrate " + std::string(kVersion),
                          "Show the version and exit");
    add_globals();
    add_file_commands();
    add_database_commands();
    add_graph_commands();
    add_other_commands();
  }

  Invocation parse(std::span<const std::string> arguments) {
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    try {
      app_.parse(reversed);
    } catch (const CLI::CallForHelp&) {
      call_.text = help();
    } catch (const CLI::CallForVersion&) {
      call_.text = "migrate " + std::string(kVersion) + "\n";
    } catch (const CLI::ParseError& error) {
      throw explained(error);
    }
    if (!call_.text) settle();
    return std::move(call_);
  }

 private:
  CLI::App app_;
  Invocation call_;
  bool quiet_ = false;
  bool verbose_ = false;
  bool single_transaction_ = false;
  std::string colour_ = "auto";
  std::shared_ptr<ScriptArgs> script_ = std::make_shared<ScriptArgs>();

  void add_globals() {
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
        ->check(CLI::IsMember({"auto", "always", "never"}))
        ->option_text("WHEN");
  }

  CLI::App* add(const std::string& name, const std::string& description,
                const std::string& example) {
    CLI::App* command = app_.add_subcommand(name, description);
    command->footer("Example:\n  " + example);
    command->set_help_flag("-h,--help", "Show this help and exit");
    return command;
  }

  /// Makes `run` what the program does when `command` was named.
  template <typename Run>
  void when(CLI::App* command, Run run) {
    command->callback([this, run] { call_.run = run; });
  }

  void add_script_options(CLI::App* command) {
    command->add_flag("--sql", script_->sql, "Write the SQL as a script, touch no database");
    command->add_option("-o,--output", script_->file, "The file that the script is written to")
        ->option_text("FILE");
  }

  void add_single_transaction(CLI::App* command) {
    command->add_flag("--single-transaction", single_transaction_,
                      "One transaction for the whole run: all or nothing");
  }

  static void add_file_options(CLI::App* command, NewFileArgs& file) {
    command->add_option("--rev-id", file.rev_id, "The new revision's id, instead of a random one")
        ->option_text("ID");
    command
        ->add_option("--branch-label", file.branch_labels, "A name for the branch that begins here")
        ->option_text("LABEL");
    command->add_flag("--splice", file.splice, "Allow a parent that is not a head");
  }

  void add_file_commands() {
    auto init = std::make_shared<InitArgs>();
    CLI::App* command = add("init", "Make migrate.ini, versions/ and templates/ here or in DIR",
                            "migrate init --template postgresql database");
    command->add_option("directory", init->directory, "The folder; made when missing")
        ->option_text("DIR");
    command->add_option("-t,--template", init->project_template, "One of `migrate list-templates`")
        ->option_text("NAME");
    when(command, [init](const Surroundings& with) { run_init(*init, with.output); });

    auto revision = std::make_shared<RevisionArgs>();
    command = add("revision", "Write a new revision file on the head; prints its path",
                  "migrate revision -m \"add users\"");
    command->add_option("-m,--message", revision->message, "What it does")
        ->option_text("TEXT")
        ->required();
    command->add_option("--head", revision->head, "The revision to stand on; `base` for a new base")
        ->option_text("REV");
    command
        ->add_option("--depends-on", revision->depends_on, "A revision that must be applied first")
        ->option_text("REV");
    command
        ->add_option("--version-path", revision->version_path, "The version location to write to")
        ->option_text("DIR");
    command->add_option("--sql-up", revision->sql_up, "A file with the SQL of the upgrade section")
        ->option_text("FILE");
    command
        ->add_option("--sql-down", revision->sql_down,
                     "A file with the SQL of the downgrade section")
        ->option_text("FILE");
    add_file_options(command, revision->file);
    when(command, [revision](const Surroundings& with) {
      run_revision(*revision, with.project(), with.output);
    });

    auto merge = std::make_shared<MergeArgs>();
    command =
        add("merge", "Write a revision that joins several", "migrate merge heads -m \"join\"");
    command->add_option("revisions", merge->revisions, "What to join: ids, or `heads`")
        ->option_text("REVS...")
        ->required();
    command->add_option("-m,--message", merge->message, "What it is for")->option_text("TEXT");
    add_file_options(command, merge->file);
    when(command,
         [merge](const Surroundings& with) { run_merge(*merge, with.project(), with.output); });

    auto edit = std::make_shared<EditArgs>();
    command = add("edit", "Open a revision's file in $VISUAL or $EDITOR", "migrate edit head");
    command->add_option("revision", edit->revision, "Which one")->option_text("REV")->required();
    when(command, [edit](const Surroundings& with) {
      run_edit(*edit, with.project(), with.environment, with.output);
    });
  }

  void add_database_commands() {
    auto upgrade = std::make_shared<UpgradeArgs>();
    CLI::App* command = add("upgrade", "Bring the database up to TARGET", "migrate upgrade head");
    command
        ->add_option("target", upgrade->target,
                     "head, heads, +1, an id, label@head; head if not given")
        ->option_text("TARGET");
    add_script_options(command);
    add_single_transaction(command);
    when(command, [upgrade, script = script_](const Surroundings& with) {
      upgrade->script = *script;
      run_upgrade(*upgrade, with.project(), with.output, with.stop());
    });

    auto downgrade = std::make_shared<DowngradeArgs>();
    command = add("downgrade", "Take the database down to TARGET", "migrate downgrade -1");
    command
        ->add_option("target", downgrade->target, "base, -1, an id, label@base; FROM:TO with --sql")
        ->option_text("TARGET")
        ->required();
    add_script_options(command);
    add_single_transaction(command);
    when(command, [downgrade, script = script_](const Surroundings& with) {
      downgrade->script = *script;
      run_downgrade(*downgrade, with.project(), with.output, with.stop());
    });

    auto stamp = std::make_shared<StampArgs>();
    command = add("stamp", "Set the version table, run no revision", "migrate stamp head");
    command->add_option("targets", stamp->targets, "Where the database is to stand")
        ->option_text("TARGETS...")
        ->required();
    command->add_flag("--purge", stamp->purge, "Take all rows away first, unknown ones too");
    add_script_options(command);
    when(command, [stamp, script = script_](const Surroundings& with) {
      stamp->script = *script;
      run_stamp(*stamp, with.project(), with.output, with.stop());
    });

    command = add("ensure-version", "Make the version table unless it is there",
                  "migrate ensure-version");
    command->alias("ensure_version");
    add_script_options(command);
    when(command, [script = script_](const Surroundings& with) {
      run_ensure_version({*script}, with.project(), with.output, with.stop());
    });
  }

  void add_graph_commands() {
    auto current = std::make_shared<CurrentArgs>();
    CLI::App* command = add("current", "Show the revisions that the database stands on",
                            "migrate current --check-heads");
    command->add_flag("--check-heads", current->check_heads, "Exit 3 unless every head is applied");
    when(command, [current](const Surroundings& with) {
      run_current(*current, with.project(), with.output);
    });

    auto heads = std::make_shared<HeadsArgs>();
    command = add("heads", "Show the revisions that nothing stands on", "migrate heads -v");
    command->add_flag("--resolve-dependencies", heads->resolve_dependencies,
                      "Leave out heads that another revision depends on");
    when(command,
         [heads](const Surroundings& with) { run_heads(*heads, with.project(), with.output); });

    auto branches = std::make_shared<BranchesArgs>();
    command = add("branches", "Show where the history branches", "migrate branches");
    when(command, [branches](const Surroundings& with) {
      run_branches(*branches, with.project(), with.output);
    });

    auto history = std::make_shared<HistoryArgs>();
    command = add("history", "Show revisions, newest first", "migrate history -r -3:head");
    command
        ->add_option("-r,--rev-range", history->range, "Only these; an empty side is base or heads")
        ->option_text("A:B");
    command->add_flag("-i,--indicate-current", history->indicate_current,
                      "Mark what the database stands on");
    when(command, [history](const Surroundings& with) {
      run_history(*history, with.project(), with.output);
    });

    auto show = std::make_shared<ShowArgs>();
    command = add("show", "Show all that is known of a revision", "migrate show head");
    command->add_option("revision", show->revision, "Which one")->option_text("REV")->required();
    when(command,
         [show](const Surroundings& with) { run_show(*show, with.project(), with.output); });

    verbose_args_ = {&current->verbose, &heads->verbose, &branches->verbose, &history->verbose};
  }

  void add_other_commands() {
    CLI::App* command =
        add("status", "Show what is applied and what is pending", "migrate status --json");
    when(command, [](const Surroundings& with) { run_status({}, with.project(), with.output); });

    auto check = std::make_shared<CheckArgs>();
    command =
        add("check", "Check the revision files; needs no database", "migrate check --single-head");
    command->add_flag("--single-head", check->single_head, "Fail when there are several heads");
    when(command,
         [check](const Surroundings& with) { run_check(*check, with.project(), with.output); });

    command = add("list-templates", "Show what `init --template` takes", "migrate list-templates");
    command->alias("list_templates");
    when(command, [](const Surroundings& with) { run_list_templates({}, with.output); });
  }

  std::vector<bool*> verbose_args_;

  /// What only makes sense once all of the line is known.
  void settle() {
    if (call_.json && script_->sql) {
      throw Error(Fault::usage,
                  "--json and --sql exclude each other: a script is no JSON document");
    }
    if (quiet_) call_.verbosity = Verbosity::quiet;
    if (verbose_) call_.verbosity = Verbosity::verbose;
    if (colour_ == "always") call_.colour = ColourMode::always;
    if (colour_ == "never") call_.colour = ColourMode::never;
    if (single_transaction_) call_.transaction = TransactionMode::run;
    for (bool* verbose : verbose_args_) *verbose = verbose_;
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
