#include "command/ensure_version.hpp"

namespace migrate {
namespace {

std::string full_name(const TableName& table) {
  return table.schema.empty() || table.name.empty() ? table.name : table.schema + "." + table.name;
}

}  // namespace

void run_ensure_version(const EnsureVersionArgs& args, const Project& project, Output& output,
                        const std::stop_token& stop) {
  require_sql_for_file(args.script);
  if (!args.script.sql) {
    const EnsuredTables tables = project.open_database(output, stop).ensure_version();
    output.tables_made({full_name(tables.versions), tables.versions_created,
                        full_name(tables.history), tables.history_created,
                        project.database_url().redacted});
    return;
  }
  write_script(project, args.script, std::nullopt, "ensure-version", output,
               [](Session& session) { (void)session.ensure_version(); });
}

}  // namespace migrate
