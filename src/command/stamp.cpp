#include "command/stamp.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace migrate {
namespace {

/// One range, `FROM:TO`, or targets that start at base.
struct ScriptedStamp {
  std::optional<Target> from;
  std::vector<Target> targets;
};

ScriptedStamp scripted(const std::vector<std::string>& texts) {
  ScriptedStamp stamp;
  for (const std::string& text : texts) {
    if (!is_range(text)) {
      stamp.targets.push_back(parse_target(text));
      continue;
    }
    if (texts.size() > 1) throw Error(Fault::usage, "a range is a stamp's only target");
    Range range = parse_range(text);
    if (!range.to) range.to = parse_target("heads");
    stamp.from = script_start(range);
    stamp.targets.push_back(*range.to);
  }
  return stamp;
}

}  // namespace

void run_stamp(const StampArgs& args, const Project& project, Output& output,
               const std::stop_token& stop) {
  require_sql_for_file(args.script);
  const StampMode mode = args.purge ? StampMode::purge : StampMode::replace;
  if (!args.script.sql) {
    std::vector<Target> targets;
    for (const std::string& text : args.targets) targets.push_back(parse_online_target(text));
    output.report(project.open_database(output, stop).stamp(targets, mode));
    return;
  }
  const ScriptedStamp stamp = scripted(args.targets);
  const std::string heading = fmt::format("stamp {}", fmt::join(args.targets, " "));
  write_script(project, args.script, stamp.from, heading, output,
               [&](Session& session) { session.stamp(stamp.targets, mode); });
}

}  // namespace migrate
