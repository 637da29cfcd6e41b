#include "command/downgrade.hpp"

namespace migrate {
namespace {

Range range_of(const std::string& text) {
  if (is_range(text)) {
    Range range = parse_range(text);
    if (range.from && range.to) return range;
  }
  throw Error(Fault::usage, "downgrade --sql needs where it starts and where it ends, as FROM:TO")
      .with_hint("for example `migrate downgrade head:-1 --sql`, or `head:base`");
}

}  // namespace

void run_downgrade(const DowngradeArgs& args, const Project& project, Output& output,
                   const std::stop_token& stop) {
  require_sql_for_file(args.script);
  if (!args.script.sql) {
    const Target target = parse_online_target(args.target);
    output.report(project.open_database(output, stop).downgrade(target));
    return;
  }
  const Range range = range_of(args.target);
  const std::string heading = range.from->text + " -> " + range.to->text;
  write_script(project, args.script, script_start(range), heading, output,
               [&](Session& session) { session.downgrade(*range.to); });
}

}  // namespace migrate
