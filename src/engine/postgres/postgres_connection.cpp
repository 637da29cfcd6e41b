#include "engine/postgres/postgres_connection.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <pqxx/result>

#include "db/history_sql.hpp"
#include "engine/postgres/postgres_aftermath.hpp"
#include "engine/postgres/postgres_catalog_words.hpp"
#include "engine/postgres/postgres_dialect.hpp"
#include "engine/postgres/postgres_effects.hpp"
#include "engine/postgres/postgres_examination.hpp"
#include "engine/postgres/postgres_history.hpp"
#include "engine/postgres/postgres_kept_tables.hpp"
#include "engine/postgres/postgres_preamble.hpp"
#include "engine/postgres/postgres_privileges.hpp"
#include "engine/postgres/postgres_probe.hpp"

namespace migrate {
namespace {

/// What CREATE TABLE IF NOT EXISTS fails with when another session makes the table at the same
/// time: a unique key of the catalog, the table, its row type.
constexpr std::array<std::string_view, 3> kMadeByAnother{"23505", "42P07", "42710"};
constexpr std::string_view kNoSchema = "3F000";

/// `otherwise` is what can be done instead; may be empty.
Error with_hint_for_create(const Error& error, const TableName& table,
                           const std::string& otherwise) {
  if (!error.hint().empty()) return error;
  if (error.code() == kNoSchema) {
    return error.with_hint("create it first: CREATE SCHEMA " +
                           postgres_dialect().quoted_identifier(table.schema) + otherwise);
  }
  if (is_lack_of_privilege(error)) {
    return error.with_hint(fmt::format(
        "let a role that may create tables in the schema {} run: migrate ensure-version{}",
        postgres_dialect().quoted_identifier(table.schema), otherwise));
  }
  return error;
}

}  // namespace

PostgresConnection::PostgresConnection(RawPostgres connection, const ConnectionSettings& settings,
                                       OpenMode mode)
    : session_(std::move(connection), settings.notice),
      runner_(session_, settings),
      stop_(settings.stop),
      mode_(mode),
      lock_timeout_(settings.lock_timeout) {}

const Dialect& PostgresConnection::dialect() const noexcept { return postgres_dialect(); }

VersionTable PostgresConnection::read_versions(const TableName& table) {
  wait_for_others(table);
  return read_kept_tables(session_, {table, {}, {}}, lock_timeout_, stop_).versions;
}

KeptTables PostgresConnection::read_tables(const TableName& versions, const std::string& history,
                                           std::string_view columns) {
  wait_for_others(versions);
  KeptTables found = read_kept_tables(session_, {versions, history, columns}, lock_timeout_, stop_);
  history_ = found.history;
  return found;
}

/// Until there is a session of the server to ask, and what it still runs of lost ones has ended.
void PostgresConnection::wait_for_others(const TableName& versions) {
  check_pool_answers(session_, stop_);
  if (mode_ != OpenMode::aftermath) return;
  const TableName found =
      versions.schema.empty()
          ? read_kept_tables(session_, {versions, {}, {}}, lock_timeout_, stop_).versions.name
          : versions;
  wait_for_lost_sessions(session_, found, stop_);
}

void PostgresConnection::create_versions(const TableName& table) {
  create(table, dialect().create_versions_sql(table), {});
}

void PostgresConnection::create(const TableName& table, const std::string& sql,
                                const std::string& otherwise) {
  try {
    change(table, sql);
  } catch (const Error& error) {
    // Two at once: IF NOT EXISTS looks before the other one commits, and then fails.
    const bool other_was_first =
        std::ranges::find(kMadeByAnother, error.code()) != kMadeByAnother.end();
    if (!other_was_first || !session_.is_idle() || !is_there(table)) {
      throw with_hint_for_create(error, table, otherwise);
    }
  }
}

/// Not where a type only bears its name.
bool PostgresConnection::is_there(const TableName& table) {
  const std::string found = regclass_of(dialect().quoted_table(table));
  return !ask(session_, "SELECT " + found, stop_)[0][0].is_null();
}

/// One statement in a transaction of its own, or in the one that is open.
void PostgresConnection::change(const TableName& table, const std::string& sql) {
  check_may_write();
  const std::string preamble = preamble_sql(runner_.limits(), table);
  static_cast<void>(ask(session_, preamble + ";\n" + sql, stop_, Notices::drop));
}

void PostgresConnection::widen_versions(const TableName& table) {
  change(table, fmt::format("ALTER TABLE {} ALTER COLUMN version_num TYPE VARCHAR(255)",
                            dialect().quoted_table(table)));
}

void PostgresConnection::clear_versions(const TableName& table) {
  try {
    change(table, "DELETE FROM " + dialect().quoted_table(table));
  } catch (const Error& error) {
    throw with_grants(error, table, {}, session_, stop_);
  }
}

bool PostgresConnection::has_history(const TableName& table) {
  check_pool_answers(session_, stop_);
  history_ = table;
  try {
    return has_history_table(session_, table, stop_);
  } catch (const Error& error) {  // of catalogs anybody may ask, of all schemas not
    throw with_schema_grant(error, table.schema, session_, stop_);
  }
}

void PostgresConnection::create_history(const TableName& table) {
  create(table, create_history_sql(dialect(), table),
         "; or turn the history off with an empty history_table");
}

Effect PostgresConnection::effect_of(const SourceText& statement) {
  return effect_of_statement(session_, statement, stop_);
}

std::vector<Finding> PostgresConnection::examine(const TableName& versions,
                                                 const TableName& history) {
  return examine_postgres(session_, versions, history, stop_);
}

void PostgresConnection::run(const Batch& batch) {
  check_may_write();
  runner_.run(batch);
}

void PostgresConnection::begin() {
  check_may_write();
  runner_.begin();
}

void PostgresConnection::commit() { runner_.commit(); }

void PostgresConnection::rollback() noexcept { runner_.rollback(); }

void PostgresConnection::on_wait(const std::function<void(const StatementRun&)>& heard) {
  runner_.on_wait(heard);
}

Rows PostgresConnection::query(std::string_view sql) {
  probe(session_, stop_);
  const std::string read_only = mode_ == OpenMode::read_only ? "SET TRANSACTION READ ONLY;\n" : "";
  pqxx::result result;
  try {
    result = ask(session_, read_only + std::string(sql), stop_);
  } catch (const Error& error) {
    throw with_grants(error, {}, history_, session_, stop_);
  }
  Rows rows;
  rows.reserve(result.size());
  for (const auto& row : result) {
    Row& values = rows.emplace_back();
    values.reserve(row.size());
    for (const auto& field : row) {
      values.push_back(field.is_null() ? std::nullopt
                                       : std::optional<std::string>({field.c_str(), field.size()}));
    }
  }
  return rows;
}

void PostgresConnection::check_may_write() const {
  if (mode_ != OpenMode::read_only) return;
  throw Error(Fault::database, "the connection was opened for reading only");
}

}  // namespace migrate
