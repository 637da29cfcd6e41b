#include "command/locks.hpp"

#include <memory>

#include "runtime/connecting.hpp"

namespace migrate {
namespace {

/// The version table, qualified; as it is named in the settings while another process holds the
/// whole database, so that nothing can be read (SQLite, where the lock does not depend on it).
TableName table_of(Database& database, const TableName& named) {
  try {
    return database.connect(OpenMode::read_only)->read_versions(named).name;
  } catch (const Error& error) {
    if (!database.dialect().is_held_by_others(error.code())) throw;
    return named;
  }
}

}  // namespace

void run_locks(const LocksArgs& /*args*/, const Project& project, Output& output) {
  const SessionSettings settings = project.database_settings();
  const std::unique_ptr<Database> database = project.database(output);
  const TableName table = table_of(*database, settings.table);
  tell_if_missing(*database, output);
  output.lock_state({shown_name(table), database->lock(table)->holder(), settings.database});
}

}  // namespace migrate
