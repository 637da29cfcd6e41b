#include "command/log.hpp"

#include <memory>

#include "runtime/connecting.hpp"

namespace migrate {

void run_log(const LogArgs& args, const Project& project, Output& output) {
  const SessionSettings settings = project.database_settings();
  const std::unique_ptr<Database> database = project.database(output);
  const OpenHistory history(*database, OpenMode::read_only, settings);
  tell_if_missing(*database, output);

  HistoryLog log;
  log.state = history.state();
  log.table = shown_name(history.table());
  log.database = settings.database;
  log.verbose = args.verbose;
  if (log.state == HistoryState::kept) {
    // One more than asked for tells whether there are more.
    log.rows = history.rows().last(args.limit == 0 ? 0 : args.limit + 1);
    log.has_more = args.limit != 0 && log.rows.size() > args.limit;
    if (log.has_more) log.rows.pop_back();
  }
  output.log(log);
}

}  // namespace migrate
