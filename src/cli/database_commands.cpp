#include "cli/command_line.hpp"

#include <memory>
#include <string>

#include <fmt/format.h>

#include "command/doctor.hpp"
#include "command/downgrade.hpp"
#include "command/ensure_version.hpp"
#include "command/locks.hpp"
#include "command/stamp.hpp"
#include "command/upgrade.hpp"
#include "command/wait.hpp"
#include "config/config.hpp"

namespace migrate {
namespace {

std::chrono::milliseconds duration_argument(const std::string& option, const std::string& text) {
  if (const auto duration = parse_duration(text)) return *duration;
  throw Error(Fault::usage, fmt::format("{} `{}` is not a duration", option, text))
      .with_hint("write it as 500ms, 60s, 5m or 1h");
}

void add_upgrade(CommandLine& line) {
  auto upgrade = std::make_shared<UpgradeArgs>();
  CLI::App* command =
      line.add("upgrade", "Bring the database up to TARGET", "migrate upgrade head");
  command
      ->add_option("target", upgrade->target,
                   "head, heads, +1, an id, label@head; head if not given")
      ->option_text("TARGET");
  line.add_script_options(command);
  line.add_single_transaction(command);
  line.when(command, [upgrade, script = line.script()](const Surroundings& with) {
    upgrade->script = *script;
    run_upgrade(*upgrade, with.project(), with.output, with.stop());
  });
}

void add_downgrade(CommandLine& line) {
  auto downgrade = std::make_shared<DowngradeArgs>();
  CLI::App* command =
      line.add("downgrade", "Take the database down to TARGET", "migrate downgrade -1");
  command
      ->add_option("target", downgrade->target, "base, -1, an id, label@base; FROM:TO with --sql")
      ->option_text("TARGET")
      ->required();
  command->add_flag("--stored", downgrade->stored,
                    "Go over revisions that only the database knows, by its history's SQL");
  command->add_flag("--yes", downgrade->yes, "With --stored: run that SQL, do not only show it");
  line.add_script_options(command);
  line.add_single_transaction(command);
  line.when(command, [downgrade, script = line.script()](const Surroundings& with) {
    downgrade->script = *script;
    run_downgrade(*downgrade, with.project(), with.output, with.stop());
  });
}

void add_stamp(CommandLine& line) {
  auto stamp = std::make_shared<StampArgs>();
  CLI::App* command =
      line.add("stamp", "Set the version table, run no revision", "migrate stamp head");
  command->add_option("targets", stamp->targets, "Where the database is to stand")
      ->option_text("TARGETS...")
      ->required();
  command->add_flag("--purge", stamp->purge, "Take all rows away first, unknown ones too");
  line.add_script_options(command);
  line.when(command, [stamp, script = line.script()](const Surroundings& with) {
    stamp->script = *script;
    run_stamp(*stamp, with.project(), with.output, with.stop());
  });
}

void add_wait(CommandLine& line) {
  auto wait = std::make_shared<WaitArgs>();
  auto timeout = std::make_shared<std::string>("60s");
  CLI::App* command =
      line.add("wait", "Wait until the database answers", "migrate wait --timeout 2m");
  command->add_option("--timeout", *timeout, "How long: 500ms, 60s, 5m; 0 tries once")
      ->option_text("DURATION");
  line.when(command, [wait, timeout](const Surroundings& with) {
    wait->timeout = duration_argument("--timeout", *timeout);
    run_wait(*wait, with.project(), with.output, with.stop());
  });
}

void add_ensure_version(CommandLine& line) {
  CLI::App* command = line.add("ensure-version", "Make the version table unless it is there",
                               "migrate ensure-version");
  command->alias("ensure_version");
  line.add_script_options(command);
  line.when(command, [script = line.script()](const Surroundings& with) {
    run_ensure_version({*script}, with.project(), with.output, with.stop());
  });
}

void add_diagnosis(CommandLine& line) {
  line.begin_group("When something is in the way");
  CLI::App* command = line.add("doctor", "Look at all that a migration needs; changes nothing",
                               "migrate doctor --json");
  line.when(command, [](const Surroundings& with) { run_doctor({}, with); });

  command = line.add("locks", "Show whether an instance is migrating the database, and which",
                     "migrate locks --json");
  line.when(command, [](const Surroundings& with) { run_locks({}, with.project(), with.output); });
}

}  // namespace

void add_database_commands(CommandLine& line) {
  line.begin_group("The database");
  add_upgrade(line);
  add_downgrade(line);
  add_stamp(line);
  add_wait(line);
  add_ensure_version(line);
  add_diagnosis(line);
}

}  // namespace migrate
