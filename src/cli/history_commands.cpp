#include "cli/command_line.hpp"

#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "command/log.hpp"
#include "command/recover.hpp"
#include "command/repair.hpp"
#include "command/verify.hpp"

namespace migrate {
namespace {

/// Empty when nothing is wrong.
std::string problem_with_limit(const std::string& text) {
  constexpr std::size_t kLongest = 9;
  const bool is_number = text.size() <= kLongest &&
                         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  if (is_number && text.find_first_not_of('0') != std::string::npos) return "";
  return fmt::format("`{}` is no number of steps from 1 on; --all shows every step", text);
}

void add_repair(CommandLine& line) {
  auto repair = std::make_shared<RepairArgs>();
  CLI::App* command = line.add("repair", "Correct the history where you know more than it",
                               "migrate repair --accept 3f2a9c81d0b4");
  command
      ->add_option("--accept", repair->accept,
                   "Take the files of these applied revisions as they are now")
      ->option_text("REV...");
  const auto add = [&](const char* name, std::optional<std::string>& revision,
                       const char* description) {
    command->add_option(name, revision, description)->option_text("REV");
  };
  add("--done", repair->done,
      "The statement of its unfinished section that was running is done: go on after it");
  add("--retry", repair->retry, "That statement has done nothing: run it again");
  add("--restart", repair->restart, "Run the unfinished section again from its first statement");
  add("--abandon", repair->abandon, "Forget the unfinished section; what it did stays");
  line.when(command, [repair](const Surroundings& with) {
    run_repair(*repair, with.project(), with.output, with.stop());
  });
}

}  // namespace

void add_history_commands(CommandLine& line) {
  line.begin_group("What was done");
  auto log = std::make_shared<LogArgs>();
  CLI::App* command =
      line.add("log", "Show what was done to the database, newest first", "migrate log --limit 5");
  CLI::Option* limit = command->add_option("--limit", log->limit, "How many steps; else 20")
                           ->option_text("N")
                           ->check(problem_with_limit, "", "");
  command
      ->add_flag_callback(
          "--all", [log] { log->limit = 0; }, "Every step")
      ->excludes(limit);
  line.takes_verbose(log->verbose);
  line.when(command,
            [log](const Surroundings& with) { run_log(*log, with.project(), with.output); });

  command = line.add("verify", "Compare applied revisions with what was applied",
                     "migrate verify --json");
  line.when(command, [](const Surroundings& with) { run_verify({}, with.project(), with.output); });

  add_repair(line);

  auto recover = std::make_shared<RecoverArgs>();
  command = line.add("recover", "Write a lost revision file again, from the database's history",
                     "migrate recover 3f2a9c81d0b4");
  command->add_option("revision", recover->revision, "Which one")->option_text("REV");
  command->add_flag("--all", recover->all, "Every lost file of what the database stands on");
  command->add_option("--version-path", recover->version_path, "The folder to write to")
      ->option_text("DIR");
  line.when(command, [recover](const Surroundings& with) {
    run_recover(*recover, with.project(), with.output);
  });
}

}  // namespace migrate
