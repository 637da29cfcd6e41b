#pragma once

#include <chrono>
#include <filesystem>
#include <stop_token>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace migrate {

/// How much of a run is in one transaction.
enum class TransactionMode {
  revision,  ///< one transaction for each revision: what is in stays in when a later one fails
  run,       ///< one for the whole run: all or nothing
};

/// A revision file whose text is built into the program.
struct BuiltinRevision {
  std::string_view name;  ///< named in messages, and orders revisions as a file's path would
  std::string_view text;  ///< the whole file; must outlive the Migrator
};

/// Folders that hold revision files (*.sql); relative ones count from the working directory.
using RevisionFolders = std::vector<std::filesystem::path>;
using BuiltinRevisions = std::vector<BuiltinRevision>;

/// What a Migrator works on and how. The environment and migrate.ini are never read.
struct Options {
  /// `sqlite:///app.db`, `sqlite:////absolute.db`, or what libpq takes:
  /// `postgresql://user@host/db`.
  std::string url;

  /// Where the revisions are: folders, or texts built into the program.
  std::variant<RevisionFolders, BuiltinRevisions> revisions = RevisionFolders{"versions"};

  /// Change it to keep several histories in one database; `alembic_version` takes over Alembic's.
  std::string version_table = "migrate_version";

  /// PostgreSQL only: set it when the table is not in the connection's first schema.
  std::string version_table_schema;

  /// Change it when a history must be applied whole or not at all.
  TransactionMode transaction = TransactionMode::revision;

  /// One row for each step, and what was applied, word for word. Empty: no history is kept, and
  /// nothing can be verified, resumed or recovered.
  std::string history_table = "migrate_history";

  /// Whether upgrade() refuses when the file of an applied revision says something else now.
  bool verify_before_upgrade = true;

  /// PostgreSQL: how long a statement waits for a lock before its revision is rolled back and tried
  /// again; 0 waits for ever, and so do all who queue behind it.
  std::chrono::milliseconds lock_timeout = std::chrono::seconds(5);

  /// PostgreSQL: how long a statement may run; 0: as the server has it.
  std::chrono::milliseconds statement_timeout{0};

  /// How often a revision is tried again that others were in the way of.
  int lock_retries = 5;

  /// SQLite: how long to wait while another process holds the database.
  std::chrono::milliseconds busy_timeout = std::chrono::seconds(5);

  /// How often a refused connection is tried again, a second or more apart.
  int connect_retries = 0;

  /// How long to wait for another instance that is migrating; 0 does not wait.
  std::chrono::milliseconds lock_wait = std::chrono::seconds(60);

  /// Ask this to stop from another thread: the running revision is rolled back and an Error with
  /// Fault::cancelled is thrown.
  std::stop_token stop;
};

}  // namespace migrate
