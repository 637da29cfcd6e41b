#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "migrate/error.hpp"

namespace migrate {

/// Who holds the migration lock, as far as the database tells. An empty text is not known.
struct LockHolder {
  std::string process;      ///< the number of the process that migrates
  std::string host;         ///< where that runs
  std::string user;         ///< of the database
  std::string application;  ///< what its session calls itself
  std::string since;        ///< UTC: "2026-11-21 10:00:00"
  /// What the server still runs for an instance that has died; empty for one that lives.
  std::string orphan;
};

/// Another instance is migrating this database.
struct LockWait {
  std::chrono::milliseconds waited{0};
  std::chrono::milliseconds limit{0};
  std::optional<LockHolder> holder;
};

/// A session of the database that a statement waits for.
struct Blocker {
  std::string process;  ///< the server's number of it (pid)
  std::string user;
  std::string application;
  std::string state;                   ///< "active", "idle in transaction"
  std::chrono::milliseconds since{0};  ///< how long its transaction has been open
  std::string query;  ///< what it runs, or ran last; its first line, cut to 200 characters
};

/// A statement that does not go on.
struct StatementWait {
  std::chrono::milliseconds waited{0};
  std::vector<Blocker> blockers;
};

/// How far the database has come with a statement, as far as it tells: PostgreSQL does of CREATE
/// INDEX and REINDEX.
struct StatementProgress {
  std::string command;  ///< "CREATE INDEX CONCURRENTLY"
  std::string table;    ///< its name; empty when this session cannot see it yet
  std::string phase;    ///< "building index: scanning table"
  std::string unit;  ///< what is counted in this phase: "blocks", "tuples", "sessions", "nothing"
  std::uint64_t done = 0;   ///< in that unit
  std::uint64_t total = 0;  ///< likewise; 0: not known
};

/// A statement that is still running.
struct StatementRun {
  std::string revision;
  /// Of the statement; line 0: of several that were sent as one, it is not known which one runs.
  Location where;
  std::chrono::milliseconds elapsed{0};  ///< of the statement, or of all that were sent with it
  std::optional<StatementProgress> progress;
};

/// A step that others were in the way of, was rolled back, and is tried again.
struct Retry {
  std::string revision;
  std::size_t statement = 0;  ///< from 1, of a section outside a transaction; 0: all of the step
  int attempt = 1;            ///< the one that comes next: 2 after the first failure
  int limit = 1;              ///< the last one that will be made
  std::chrono::milliseconds pause{0};
  std::string reason;             ///< the database's message
  std::vector<Blocker> blockers;  ///< as last seen
};

/// A section outside a transaction that an earlier run left unfinished is taken up again.
struct Resume {
  std::string revision;
  std::size_t statement = 1;  ///< the first one that is still to run, from 1
  std::size_t statements = 0;
  Location where;     ///< of that statement
  std::string found;  ///< what the earlier run left and what becomes of it; may be empty
};

}  // namespace migrate
