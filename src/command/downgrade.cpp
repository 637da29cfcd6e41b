#include "command/downgrade.hpp"

#include "command/stored_downgrade.hpp"

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

void require_fitting(const DowngradeArgs& args) {
  require_sql_for_file(args.script);
  if (args.stored && args.script.sql) {
    throw Error(Fault::usage, "--stored takes SQL from the database, and --sql asks no database");
  }
  if (args.yes && !args.stored) {
    throw Error(Fault::usage, "--yes agrees to what --stored shows, and --stored was not given");
  }
}

}  // namespace

void run_downgrade(const DowngradeArgs& args, const Project& project, Output& output,
                   const std::stop_token& stop) {
  require_fitting(args);
  if (args.stored) {
    const Consent consent = args.yes ? Consent::given : Consent::none;
    run_stored_downgrade(parse_online_target(args.target), consent, project, output, stop);
    return;
  }
  if (!args.script.sql) {
    const Target target = parse_online_target(args.target);
    output.report(project.open_database(output, stop, {Keep::text}).downgrade(target));
    return;
  }
  const Range range = range_of(args.target);
  const std::string heading = range.from->text + " -> " + range.to->text;
  write_script(project, args.script, script_start(range), heading, output,
               [&](Session& session) { session.downgrade(*range.to); });
}

}  // namespace migrate
