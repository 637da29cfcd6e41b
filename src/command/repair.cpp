#include "command/repair.hpp"

#include <array>
#include <utility>

#include "runtime/history_repair.hpp"
#include "runtime/journal_repair.hpp"

namespace migrate {
namespace {

/// The repairs of an unfinished section that the command line asks for, and of which revision.
std::vector<std::pair<UnfinishedRepair, std::string>> asked_for(const RepairArgs& args) {
  const std::array<std::pair<UnfinishedRepair, const std::optional<std::string>*>, 4> all{
      {{UnfinishedRepair::done, &args.done},
       {UnfinishedRepair::retry, &args.retry},
       {UnfinishedRepair::restart, &args.restart},
       {UnfinishedRepair::abandon, &args.abandon}}};
  std::vector<std::pair<UnfinishedRepair, std::string>> asked;
  for (const auto& [repair, revision] : all) {
    if (*revision) asked.emplace_back(repair, **revision);
  }
  return asked;
}

}  // namespace

void run_repair(const RepairArgs& args, const Project& project, Output& output,
                const std::stop_token& stop) {
  const auto asked = asked_for(args);
  if (asked.size() + (args.accept.empty() ? 0 : 1) != 1) {
    throw Error(Fault::usage, "repair does one thing at a time")
        .with_hint(
            "name one of --accept, --done, --retry, --restart and --abandon; "
            "`migrate repair --help` tells what each does");
  }
  const std::string& database = project.database_url().redacted;
  if (!args.accept.empty()) {
    output.repaired(accept_files(project, args.accept, output, stop), database);
  } else {
    const auto& [repair, revision] = asked.front();
    output.repaired({{repair_unfinished(project, repair, revision, output, stop)}}, database);
  }
}

}  // namespace migrate
