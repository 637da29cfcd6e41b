#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/app.hpp"
#include "command/script_target.hpp"

namespace migrate {

/// CLI11's description of the command line, and where it puts what it reads. Included by the few
/// files that describe commands: CLI11 takes seconds to compile.
class CommandLine {
 public:
  CommandLine();

  [[nodiscard]] CLI::App& app() noexcept { return app_; }

  /// Under which heading of the help the commands stand that are added from now on.
  void begin_group(std::string heading) { group_ = std::move(heading); }

  /// A command, with a line that shows its use.
  CLI::App* add(const std::string& name, const std::string& description,
                const std::string& example);

  /// Makes `run` what the program does when `command` was named.
  template <typename Run>
  void when(CLI::App* command, Run run) {
    command->callback([this, run] { call_.run = run; });
  }

  /// --sql and -o; what they say is in script().
  void add_script_options(CLI::App* command);
  [[nodiscard]] const std::shared_ptr<ScriptArgs>& script() const noexcept { return script_; }

  void add_single_transaction(CLI::App* command);

  /// Has `verbose` set when the line says -v.
  void takes_verbose(bool& verbose) { verbose_args_.push_back(&verbose); }

  /// What the line said, once CLI11 has parsed it. Throws Error (Fault::usage) for options that
  /// exclude each other.
  [[nodiscard]] Invocation settled();

 private:
  CLI::App app_;
  Invocation call_;
  std::string group_;
  bool quiet_ = false;
  bool verbose_ = false;
  bool single_transaction_ = false;
  std::string colour_ = "auto";
  std::shared_ptr<ScriptArgs> script_ = std::make_shared<ScriptArgs>();
  std::vector<bool*> verbose_args_;

  void add_globals();
};

/// Commands that write revision files.
void add_file_commands(CommandLine& line);
/// Commands that write to a database, or a script for one.
void add_database_commands(CommandLine& line);
/// Commands that show the history, and where the database is in it.
void add_graph_commands(CommandLine& line);
/// Commands about what was done to a database.
void add_history_commands(CommandLine& line);
void add_other_commands(CommandLine& line);

}  // namespace migrate
