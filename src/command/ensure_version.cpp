#include "command/ensure_version.hpp"

namespace migrate {

void run_ensure_version(const EnsureVersionArgs& args, const Project& project, Output& output,
                        const std::stop_token& stop) {
  require_sql_for_file(args.script);
  if (!args.script.sql) {
    const EnsuredTable table = project.open_database(output, stop).ensure_version();
    const std::string name =
        table.name.schema.empty() ? table.name.name : table.name.schema + "." + table.name.name;
    output.version_table(name, table.created, project.database_url().redacted);
    return;
  }
  write_script(project, args.script, std::nullopt, "ensure-version", output,
               [](Session& session) { (void)session.ensure_version(); });
}

}  // namespace migrate
