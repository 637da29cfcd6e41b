#include "engine/sqlite/sqlite_connection.hpp"

#include <utility>

#include "engine/sqlite/sqlite_dialect.hpp"
#include "engine/sqlite/sqlite_file.hpp"
#include "engine/sqlite/sqlite_open.hpp"
#include "engine/sqlite/sqlite_section.hpp"
#include "engine/sqlite/sqlite_versions.hpp"

namespace migrate {
namespace {

void require_transaction(const SqliteHandle& handle) {
  if (!handle.in_transaction()) {
    throw Error(Fault::database, "the transaction that the revision should join is not open");
  }
}

/// A deferred constraint is checked only now, when no statement is to blame, only the file.
void commit_section(SqliteTransaction& transaction, const SourceText& section) {
  try {
    transaction.commit();
  } catch (const Error& error) {
    if (section.file().empty()) throw;
    throw Error(error.fault(), std::string("COMMIT failed: ") + error.what(),
                Location{section.file(), 0, 0})
        .with_code(error.code())
        .with_hint(error.hint());
  }
}

void run_own(SqliteHandle& handle, const Batch& batch) {
  SqliteTransaction transaction(handle);
  run_section(handle, batch.sql, batch.atomicity);
  change_version_rows(handle, in_main(batch.table), batch.rows);
  commit_section(transaction, batch.sql);
}

void run_joined(SqliteHandle& handle, const Batch& batch) {
  require_transaction(handle);
  run_section(handle, batch.sql, batch.atomicity);
  change_version_rows(handle, in_main(batch.table), batch.rows);
}

void run_outside(SqliteHandle& handle, const Batch& batch) {
  try {
    run_section(handle, batch.sql, batch.atomicity);
  } catch (...) {
    handle.roll_back();  // one that the section began itself
    throw;
  }
  SqliteTransaction transaction(handle);
  change_version_rows(handle, in_main(batch.table), batch.rows);
  transaction.commit();
}

}  // namespace

SqliteConnection::SqliteConnection(SqliteAddress address, OpenMode mode,
                                   ConnectionSettings settings)
    : address_(std::move(address)), mode_(mode), settings_(std::move(settings)) {
  open();
}

SqliteConnection::~SqliteConnection() = default;

void SqliteConnection::open() {
  const bool in_memory = address_.keeper != nullptr;
  stands_in_ = !in_memory && state_of_database(address_.file) == SqliteFileState::missing;
  handle_ = stands_in_ ? open_nothing(mode_, settings_.stop)
                       : open_existing(address_.file, mode_, settings_.stop);
}

SqliteHandle& SqliteConnection::for_reading() {
  if (stands_in_ && state_of_database(address_.file) == SqliteFileState::present) open();
  return *handle_;
}

SqliteHandle& SqliteConnection::for_writing() {
  if (mode_ == OpenMode::read_only) {
    throw Error(Fault::database, "the database " + address_.file + " was opened for reading only");
  }
  if (stands_in_) {
    handle_ = open_or_create(address_.file, settings_.stop);
    stands_in_ = false;
  }
  if (handle_->is_read_only()) {
    throw Error(Fault::database, "this user may not write to the database " + address_.file)
        .with_code("SQLITE_READONLY")
        .with_hint("change the permissions of the file and its folder, or run it as their owner");
  }
  return *handle_;
}

const Dialect& SqliteConnection::dialect() const noexcept { return sqlite_dialect(); }

VersionTable SqliteConnection::read_versions(const TableName& table) {
  return read_version_table(for_reading(), table);
}

void SqliteConnection::create_versions(const TableName& table) {
  for_writing().execute(dialect().create_versions_sql(in_main(table)));
}

/// SQLite takes a VARCHAR's length for a comment.
void SqliteConnection::widen_versions(const TableName& /*table*/) {}

void SqliteConnection::clear_versions(const TableName& table) {
  for_writing().execute("DELETE FROM " + dialect().quoted_table(in_main(table)));
}

void SqliteConnection::run(const Batch& batch) {
  SqliteHandle& handle = for_writing();
  handle.throw_if_stopped();
  switch (batch.atomicity) {
    case Atomicity::own:
      return run_own(handle, batch);
    case Atomicity::joined:
      return run_joined(handle, batch);
    case Atomicity::none:
      return run_outside(handle, batch);
  }
}

void SqliteConnection::begin() { for_writing().execute("BEGIN IMMEDIATE"); }

void SqliteConnection::commit() {
  require_transaction(*handle_);
  handle_->execute("COMMIT");
}

void SqliteConnection::rollback() noexcept { handle_->roll_back(); }

Rows SqliteConnection::query(std::string_view sql) {
  const std::string text(sql);
  SqliteHandle& handle = for_reading();
  handle.throw_if_stopped();
  const bool creates =
      stands_in_ && mode_ == OpenMode::read_write && SqliteStatement(handle, text.c_str()).writes();
  return (creates ? for_writing() : handle).query(text);
}

}  // namespace migrate
