#include "command/locks.hpp"

#include <memory>

namespace migrate {

void run_locks(const LocksArgs& /*args*/, const Project& project, Output& output) {
  const SessionSettings settings = project.database_settings();
  const std::unique_ptr<Database> database = project.database(output);
  const VersionTable versions =
      database->connect(OpenMode::read_only)->read_versions(settings.table);
  output.lock_state(
      {shown_name(versions.name), database->lock(versions.name)->holder(), settings.database});
}

}  // namespace migrate
