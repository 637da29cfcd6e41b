#include "cli/command_line.hpp"

#include <memory>

#include "command/branches.hpp"
#include "command/check.hpp"
#include "command/current.hpp"
#include "command/heads.hpp"
#include "command/history.hpp"
#include "command/list_templates.hpp"
#include "command/show.hpp"
#include "command/status.hpp"

namespace migrate {

void add_graph_commands(CommandLine& line) {
  line.begin_group("Where things stand");
  auto current = std::make_shared<CurrentArgs>();
  CLI::App* command = line.add("current", "Show the revisions that the database stands on",
                               "migrate current --check-heads");
  command->add_flag("--check-heads", current->check_heads,
                    "Exit 3 unless every head is applied, 5 over a half-done step");
  line.when(command, [current](const Surroundings& with) {
    run_current(*current, with.project(), with.output);
  });

  auto heads = std::make_shared<HeadsArgs>();
  command = line.add("heads", "Show the revisions that nothing stands on", "migrate heads -v");
  command->add_flag("--resolve-dependencies", heads->resolve_dependencies,
                    "Leave out heads that another revision depends on");
  line.when(command,
            [heads](const Surroundings& with) { run_heads(*heads, with.project(), with.output); });

  auto branches = std::make_shared<BranchesArgs>();
  command = line.add("branches", "Show where the history branches", "migrate branches");
  line.when(command, [branches](const Surroundings& with) {
    run_branches(*branches, with.project(), with.output);
  });

  auto history = std::make_shared<HistoryArgs>();
  command = line.add("history", "Show revisions, newest first", "migrate history -r -3:head");
  command
      ->add_option("-r,--rev-range", history->range, "Only these; an empty side is base or heads")
      ->option_text("A:B");
  command->add_flag("-i,--indicate-current", history->indicate_current,
                    "Mark what the database stands on");
  line.when(command, [history](const Surroundings& with) {
    run_history(*history, with.project(), with.output);
  });

  auto show = std::make_shared<ShowArgs>();
  command = line.add("show", "Show all that is known of a revision", "migrate show head");
  command->add_option("revision", show->revision, "Which one")->option_text("REV")->required();
  line.when(command,
            [show](const Surroundings& with) { run_show(*show, with.project(), with.output); });

  for (bool* verbose :
       {&current->verbose, &heads->verbose, &branches->verbose, &history->verbose}) {
    line.takes_verbose(*verbose);
  }
}

void add_other_commands(CommandLine& line) {
  line.begin_group("Where things stand");
  CLI::App* command =
      line.add("status", "Show what is applied and what is pending", "migrate status --json");
  line.when(command, [](const Surroundings& with) { run_status({}, with.project(), with.output); });

  line.begin_group("Revision files");
  auto check = std::make_shared<CheckArgs>();
  command = line.add("check", "Check the revision files; needs no database",
                     "migrate check --single-head");
  command->add_flag("--single-head", check->single_head, "Fail when there are several heads");
  line.when(command,
            [check](const Surroundings& with) { run_check(*check, with.project(), with.output); });

  command =
      line.add("list-templates", "Show what `init --template` takes", "migrate list-templates");
  command->alias("list_templates");
  line.when(command, [](const Surroundings& with) { run_list_templates({}, with.output); });
}

}  // namespace migrate
