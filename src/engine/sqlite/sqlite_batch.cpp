#include "engine/sqlite/sqlite_batch.hpp"

#include <optional>
#include <string>
#include <variant>

#include "engine/sqlite/sqlite_dialect.hpp"
#include "engine/sqlite/sqlite_foreign_keys.hpp"
#include "engine/sqlite/sqlite_history.hpp"
#include "engine/sqlite/sqlite_section.hpp"
#include "engine/sqlite/sqlite_versions.hpp"

namespace migrate {
namespace {

/// Rolls back what is open when it goes: after a commit nothing is.
class RollbackGuard {
 public:
  explicit RollbackGuard(SqliteHandle& handle) : handle_(handle) {}
  ~RollbackGuard() { handle_.roll_back(); }
  RollbackGuard(const RollbackGuard&) = delete;
  RollbackGuard& operator=(const RollbackGuard&) = delete;

 private:
  SqliteHandle& handle_;
};

/// A deferred constraint is checked only now, when no statement is to blame, only the file.
void commit_section(SqliteHandle& handle, const SourceText& section) {
  try {
    handle.execute("COMMIT");
  } catch (const Error& error) {
    throw at_file_of(section, Error(error.fault(), std::string("COMMIT failed: ") + error.what())
                                  .with_code(error.code())
                                  .with_hint(error.hint()));
  }
}

/// The moment now, as an SQL literal; empty when the batch needs none.
std::string moment_for(SqliteHandle& handle, const Batch& batch) {
  const HistoryEntry* const entry =
      batch.history ? std::get_if<HistoryEntry>(&batch.history->what) : nullptr;
  if (entry == nullptr || entry->elapsed) return "";
  const Rows rows = handle.query("SELECT " + std::string(sqlite_dialect().history_words().now));
  return sqlite_dialect().quoted_string(rows.at(0).at(0).value_or(""));
}

/// What a batch does beside its section.
void write_rows(SqliteHandle& handle, const Batch& batch, const std::string& started) {
  change_version_rows(handle, in_main(batch.table), batch.rows);
  if (batch.history) write_history(handle, *batch.history, started);
}

void run_own(SqliteHandle& handle, const Batch& batch) {
  std::optional<ForeignKeysOff> off;
  if (batch.foreign_keys == ForeignKeys::off) off.emplace(handle);
  const SqliteTransaction transaction(handle);
  const std::string started = moment_for(handle, batch);
  std::optional<ForeignKeyViolations> violations;
  if (off) violations.emplace(handle);
  run_section(handle, batch.sql, batch.atomicity);
  if (violations) violations->refuse_new(handle, batch.sql);
  write_rows(handle, batch, started);
  commit_section(handle, batch.sql);
}

void run_joined(SqliteHandle& handle, const Batch& batch) {
  const std::string started = moment_for(handle, batch);
  run_section(handle, batch.sql, batch.atomicity);
  write_rows(handle, batch, started);
}

void run_in_its_transaction(SqliteHandle& handle, const Batch& batch) {
  const RollbackGuard guard(handle);
  const std::string started = moment_for(handle, batch);
  run_section(handle, batch.sql, batch.atomicity);
  write_rows(handle, batch, started);
  commit_section(handle, batch.sql);
}

void run_outside(SqliteHandle& handle, const Batch& batch) {
  const RollbackGuard guard(handle);  // also of one that the section began itself
  const std::string started = moment_for(handle, batch);
  run_section(handle, batch.sql, batch.atomicity);
  if (batch.rows.added.empty() && batch.rows.removed.empty() && !batch.history) return;
  SqliteTransaction transaction(handle);
  write_rows(handle, batch, started);
  transaction.commit();
}

void require_own_transaction(const Batch& batch) {
  if (batch.foreign_keys == ForeignKeys::enforced || batch.atomicity == Atomicity::own) return;
  throw Error(Fault::revision,
              "foreign keys can be turned off only around a transaction of the section's own",
              Location{batch.sql.file(), batch.sql.first_line(), 0})
      .with_hint("take `foreign_keys:off` out, or run each revision in its own transaction");
}

}  // namespace

void run_batch(SqliteHandle& handle, const Batch& batch) {
  require_own_transaction(batch);
  switch (batch.atomicity) {
    case Atomicity::own:
      return run_own(handle, batch);
    case Atomicity::joined:
      return run_joined(handle, batch);
    case Atomicity::section:
      return run_in_its_transaction(handle, batch);
    case Atomicity::none:
      return run_outside(handle, batch);
  }
}

}  // namespace migrate
