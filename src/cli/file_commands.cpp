#include "cli/command_line.hpp"

#include <memory>

#include "command/edit.hpp"
#include "command/init.hpp"
#include "command/merge.hpp"
#include "command/revision_command.hpp"

namespace migrate {
namespace {

void add_file_options(CLI::App* command, NewFileArgs& file) {
  command->add_option("--rev-id", file.rev_id, "The new revision's id, instead of a random one")
      ->option_text("ID");
  command
      ->add_option("--branch-label", file.branch_labels, "A name for the branch that begins here")
      ->option_text("LABEL");
  command->add_flag("--splice", file.splice, "Allow a parent that is not a head");
}

}  // namespace

void add_file_commands(CommandLine& line) {
  line.begin_group("Revision files");
  auto init = std::make_shared<InitArgs>();
  CLI::App* command = line.add("init", "Make migrate.ini, versions/ and templates/ here or in DIR",
                               "migrate init --template postgresql database");
  command->add_option("directory", init->directory, "The folder; made when missing")
      ->option_text("DIR");
  command->add_option("-t,--template", init->project_template, "One of `migrate list-templates`")
      ->option_text("NAME");
  line.when(command, [init](const Surroundings& with) { run_init(*init, with.output); });

  auto revision = std::make_shared<RevisionArgs>();
  command = line.add("revision", "Write a new revision file on the head; prints its path",
                     "migrate revision -m \"add users\"");
  command->add_option("-m,--message", revision->message, "What it does")
      ->option_text("TEXT")
      ->required();
  command->add_option("--head", revision->head, "The revision to stand on; `base` for a new base")
      ->option_text("REV");
  command->add_option("--depends-on", revision->depends_on, "A revision that must be applied first")
      ->option_text("REV");
  command->add_option("--version-path", revision->version_path, "The version location to write to")
      ->option_text("DIR");
  command->add_option("--sql-up", revision->sql_up, "A file with the SQL of the upgrade section")
      ->option_text("FILE");
  command
      ->add_option("--sql-down", revision->sql_down, "A file with the SQL of the downgrade section")
      ->option_text("FILE");
  add_file_options(command, revision->file);
  line.when(command, [revision](const Surroundings& with) {
    run_revision(*revision, with.project(), with.output);
  });

  auto merge = std::make_shared<MergeArgs>();
  command =
      line.add("merge", "Write a revision that joins several", "migrate merge heads -m \"join\"");
  command->add_option("revisions", merge->revisions, "What to join: ids, or `heads`")
      ->option_text("REVS...")
      ->required();
  command->add_option("-m,--message", merge->message, "What it is for")->option_text("TEXT");
  add_file_options(command, merge->file);
  line.when(command,
            [merge](const Surroundings& with) { run_merge(*merge, with.project(), with.output); });

  auto edit = std::make_shared<EditArgs>();
  command = line.add("edit", "Open a revision's file in $VISUAL or $EDITOR", "migrate edit head");
  command->add_option("revision", edit->revision, "Which one")->option_text("REV")->required();
  line.when(command, [edit](const Surroundings& with) {
    run_edit(*edit, with.project(), with.environment, with.output);
  });
}

}  // namespace migrate
