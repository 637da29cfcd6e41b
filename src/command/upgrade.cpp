#include "command/upgrade.hpp"

namespace migrate {
namespace {

/// `A:B`, or `B` alone, which starts at base.
Range range_of(const std::string& text) {
  if (!is_range(text)) return {std::nullopt, parse_target(text)};
  Range range = parse_range(text);
  if (!range.to) range.to = parse_target("heads");
  return range;
}

}  // namespace

void run_upgrade(const UpgradeArgs& args, const Project& project, Output& output,
                 const std::stop_token& stop) {
  require_sql_for_file(args.script);
  if (!args.script.sql) {
    const Target target = parse_online_target(args.target);
    const Reading reading = project.reading_for_upgrade();
    output.report(project.open_database(output, stop, reading).upgrade(target));
    return;
  }
  const Range range = range_of(args.target);
  const std::optional<Target> from = script_start(range);
  const std::string heading = (from ? from->text : "base") + " -> " + range.to->text;
  write_script(project, args.script, from, heading, output,
               [&](Session& session) { session.upgrade(*range.to); });
}

}  // namespace migrate
