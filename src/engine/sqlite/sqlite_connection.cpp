#include "engine/sqlite/sqlite_connection.hpp"

#include <utility>

#include "db/history_sql.hpp"
#include "engine/sqlite/sqlite_batch.hpp"
#include "engine/sqlite/sqlite_dialect.hpp"
#include "engine/sqlite/sqlite_examination.hpp"
#include "engine/sqlite/sqlite_file.hpp"
#include "engine/sqlite/sqlite_history.hpp"
#include "engine/sqlite/sqlite_open.hpp"
#include "engine/sqlite/sqlite_statements.hpp"
#include "engine/sqlite/sqlite_versions.hpp"

namespace migrate {
namespace {

void require_transaction(const SqliteHandle& handle) {
  if (!handle.in_transaction()) {
    throw Error(Fault::database, "the transaction that the revision should join is not open");
  }
}

}  // namespace

SqliteConnection::SqliteConnection(SqliteAddress address, OpenMode mode,
                                   ConnectionSettings settings)
    : address_(std::move(address)), mode_(mode), settings_(std::move(settings)) {
  if (mode_ == OpenMode::aftermath) settings_.stop = {};
  open();
}

SqliteConnection::~SqliteConnection() = default;

void SqliteConnection::open() {
  const bool in_memory = address_.keeper != nullptr;
  stands_in_ = !in_memory && state_of_database(address_.file) == SqliteFileState::missing;
  handle_ =
      stands_in_ ? open_nothing(mode_, settings_) : open_existing(address_.file, mode_, settings_);
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
    handle_ = open_or_create(address_.file, settings_);
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

bool SqliteConnection::has_history(const TableName& table) {
  return has_history_table(for_reading(), in_main(table));
}

void SqliteConnection::create_history(const TableName& table) {
  for_writing().execute(create_history_sql(dialect(), in_main(table)));
}

Effect SqliteConnection::effect_of(const SourceText& statement) {
  return sqlite_effect_of(statement.text());
}

std::vector<Finding> SqliteConnection::examine(const TableName& /*versions*/,
                                               const TableName& /*history*/) {
  const bool in_memory = address_.keeper != nullptr;
  return examine_sqlite(for_reading(), in_memory ? std::nullopt : std::optional(address_.file));
}

void SqliteConnection::run(const Batch& batch) {
  SqliteHandle& handle = for_writing();
  handle.throw_if_stopped();
  handle.set_listener(heard_);
  if (batch.atomicity == Atomicity::joined) require_transaction(handle);
  run_batch(handle, batch);
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
      stands_in_ && mode_ != OpenMode::read_only && SqliteStatement(handle, text.c_str()).writes();
  return (creates ? for_writing() : handle).query(text);
}

}  // namespace migrate
