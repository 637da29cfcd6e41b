// An application that brings its databases up to date before it does anything else: one by revision
// files in a folder, one by revisions that are built into the program.
#include <iostream>
#include <string_view>
#include <utility>

#include "migrate/migrate.hpp"

namespace {

constexpr std::string_view kCreateSettings = R"sql(-- Create settings
--
-- revision: 9aa1c0de1234
-- down_revision:

-- migrate:upgrade
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT);

-- migrate:downgrade
DROP TABLE settings;
)sql";

/// Tells the application's own log what the library does.
class Log : public migrate::Observer {
 public:
  void step_done(const migrate::Step& step) override {
    std::cout << "applied " << step.revision << " (" << step.message << ")\n";
  }
};

void upgrade(migrate::Options options) {
  Log log;
  migrate::Migrator migrator(std::move(options));
  const migrate::Report report = migrator.upgrade("head", log);
  std::cout << report.database << " is at " << report.after.at(0) << "\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  try {
    migrate::Options notes;
    notes.url = "sqlite:///notes.db";
    notes.revisions = migrate::RevisionFolders{argv[1]};
    upgrade(notes);

    migrate::Options settings;
    settings.url = "sqlite:///settings.db";
    settings.revisions = migrate::BuiltinRevisions{{"create_settings.sql", kCreateSettings}};
    upgrade(settings);
  } catch (const migrate::Error& error) {
    std::cerr << "cannot migrate: " << error.what() << "\n";
    return 1;
  }
}
