#include "engine/postgres/postgres_activity.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <string_view>

#include <fmt/format.h>
#include <pqxx/field>
#include <pqxx/result>
#include <pqxx/row>

#include "base/this_process.hpp"
#include "base/utf8.hpp"
#include "engine/postgres/postgres_catalog_words.hpp"
#include "engine/postgres/postgres_dialect.hpp"
#include "engine/postgres/postgres_error.hpp"
#include "engine/postgres/postgres_exchange.hpp"

namespace migrate {
namespace {

constexpr std::size_t kLongestName = 63;    // bytes; NAMEDATALEN - 1
constexpr std::size_t kLongestQuery = 200;  // characters
constexpr std::string_view kOwnerName = "migrate ";
constexpr std::string_view kBlockerColumns =
    "a.usename, a.application_name, a.state, "
    "(pg_catalog.date_part('epoch', pg_catalog.clock_timestamp() - a.xact_start) * 1000)::int8 "
    "AS since, a.query";
constexpr std::string_view kPrepared = "prepared transaction";
constexpr int kTellsOfIndexes = 120000;  // the server's version
constexpr std::string_view kHidden = "<insufficient privilege>";

std::string text(const pqxx::field& field) {
  return field.is_null() ? std::string() : std::string(field.c_str(), field.size());
}

/// Whether a line of a message of ours is the frame around the section's SQL.
bool is_frame(std::string_view line) {
  return line == "BEGIN;" ||
         line.find("pg_try_advisory_xact_lock_shared(") != std::string_view::npos;
}

/// The first line of a query that says what it does; "?" when the server hides it.
std::string first_line(std::string_view query) {
  if (query == kHidden) return "?";
  std::string_view line;
  while (!query.empty() && (line.empty() || is_frame(line) || line.starts_with("--"))) {
    const std::string_view whole = query.substr(0, query.find('\n'));
    query.remove_prefix(std::min(whole.size() + 1, query.size()));
    const std::size_t first = whole.find_first_not_of(" \t\r;");
    line = first == std::string_view::npos
               ? ""
               : whole.substr(first, whole.find_last_not_of(" \t\r") - first + 1);
  }
  if (line.empty()) return "?";
  line = line.substr(0, byte_offset_of_character(line, kLongestQuery));
  return without_password_literals(line);
}

/// Reads what owner_name made; false when the session calls itself something else.
bool read_owner_name(std::string_view name, LockHolder& holder) {
  const std::size_t at = name.find('@');
  if (!name.starts_with(kOwnerName) || at == std::string_view::npos) return false;
  const std::string_view process = name.substr(kOwnerName.size(), at - kOwnerName.size());
  const bool is_number =
      std::all_of(process.begin(), process.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (process.empty() || !is_number) return false;
  holder.process = process;
  holder.host = name.substr(at + 1);
  holder.application = "migrate";
  return true;
}

std::string holder_sql(const LockKeys& keys) {
  return fmt::format(
      "SELECT l.key = '{1}' AS is_worker, l.pid, a.application_name, a.usename, "
      "coalesce(a.client_hostname, pg_catalog.host(a.client_addr)) AS host, "
      "pg_catalog.to_char(a.xact_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') AS since, "
      "a.query FROM ({2}) l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid "
      "WHERE l.key IN ('{0}', '{1}') ORDER BY is_worker, l.pid LIMIT 1",
      keys.migration, keys.worker, advisory_locks_sql());
}

/// An index that is built concurrently waits for whoever looks, too: for an instant.
std::string blockers_sql(const LockKeys& keys) {
  return fmt::format(
      "SELECT DISTINCT b.pid, {} FROM ({}) l "
      "CROSS JOIN LATERAL pg_catalog.unnest(pg_catalog.pg_blocking_pids(l.pid)) AS b(pid) "
      "LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = b.pid WHERE l.key = '{}' "
      "AND b.pid <> pg_catalog.pg_backend_pid() ORDER BY b.pid",
      kBlockerColumns, advisory_locks_sql(), keys.worker);
}

/// Only this mode is in the way of reading; who waits for it is so, too.
std::string keepers_sql(const TableName& table) {
  return fmt::format(
      "SELECT DISTINCT coalesce(l.pid, 0) AS pid, {} FROM pg_catalog.pg_locks l "
      "LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid "
      "WHERE l.locktype = 'relation' AND l.relation = {}::pg_catalog.oid "
      "AND l.database = (SELECT datid "
      "FROM pg_catalog.pg_stat_get_activity(pg_catalog.pg_backend_pid())) "
      "AND l.mode = 'AccessExclusiveLock' ORDER BY pid",
      kBlockerColumns, regclass_of(postgres_dialect().quoted_table(table)));
}

/// What is counted changes with the phase.
std::string progress_sql(const LockKeys& keys) {
  return fmt::format(
      "SELECT p.command, c.relname, p.phase, u.unit, "
      "CASE u.unit WHEN 'sessions' THEN p.lockers_done WHEN 'tuples' THEN p.tuples_done "
      "ELSE p.blocks_done END AS done, "
      "CASE u.unit WHEN 'sessions' THEN p.lockers_total WHEN 'tuples' THEN p.tuples_total "
      "WHEN 'nothing' THEN 0 "
      "ELSE p.blocks_total END AS total FROM ({}) l "
      "JOIN pg_catalog.pg_stat_progress_create_index p ON p.pid = l.pid "
      "CROSS JOIN LATERAL (SELECT CASE WHEN p.phase LIKE 'waiting%' THEN 'sessions' "
      "WHEN p.phase LIKE '%sorting%' THEN 'nothing' "
      "WHEN p.phase LIKE '%tuples in tree' THEN 'tuples' ELSE 'blocks' END AS unit) u "
      "LEFT JOIN pg_catalog.pg_class c ON c.oid = p.relid WHERE l.key = '{}' LIMIT 1",
      advisory_locks_sql(), keys.worker);
}

std::uint64_t count(const pqxx::field& field) {
  const std::string digits = text(field);
  std::uint64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

Blocker blocker_of(const pqxx::row& row) {
  Blocker blocker;
  blocker.process = text(row["pid"]);
  if (blocker.process == "0") {
    blocker.application = kPrepared;
    return blocker;
  }
  blocker.user = text(row["usename"]);
  blocker.application = text(row["application_name"]);
  blocker.state = text(row["state"]);
  const std::string since = text(row["since"]);
  std::int64_t milliseconds = 0;
  std::from_chars(since.data(), since.data() + since.size(), milliseconds);
  blocker.since = std::chrono::milliseconds(std::max<std::int64_t>(milliseconds, 0));
  blocker.query = first_line(text(row["query"]));
  return blocker;
}

std::vector<Blocker> blockers_in(const pqxx::result& rows) {
  std::vector<Blocker> blockers;
  for (const auto& row : rows) blockers.push_back(blocker_of(row));
  return blockers;
}

}  // namespace

std::string advisory_locks_sql() {
  return "SELECT pid, (classid::int8 << 32) | objid::int8 AS key FROM pg_catalog.pg_locks "
         "WHERE locktype = 'advisory' AND objsubid = 1 AND granted AND database = (SELECT datid "
         "FROM pg_catalog.pg_stat_get_activity(pg_catalog.pg_backend_pid()))";
}

std::string owner_name() {
  std::string name = std::string(kOwnerName) + process_number() + "@" + host_name();
  name.resize(std::min(name.size(), kLongestName));
  return name;
}

std::optional<LockHolder> find_holder(PostgresHandle& session, const LockKeys& keys,
                                      const std::stop_token& stop) {
  const pqxx::result found = ask(session, holder_sql(keys), stop, Notices::drop);
  if (found.empty()) return std::nullopt;
  const auto row = found[0];
  LockHolder holder;
  holder.user = text(row["usename"]);
  holder.since = text(row["since"]);
  const bool is_orphan = text(row["is_worker"]) == "t";
  const std::string name = text(row["application_name"]);
  if (is_orphan || !read_owner_name(name, holder)) {
    holder.process = row["pid"].is_null() ? "0" : text(row["pid"]);
    holder.host = text(row["host"]);
    holder.application = name;
  }
  if (is_orphan) {
    holder.orphan = row["pid"].is_null() ? std::string(kPrepared) : first_line(text(row["query"]));
  }
  return holder;
}

std::vector<Blocker> find_blockers(PostgresHandle& session, const LockKeys& keys) {
  return blockers_in(ask(session, blockers_sql(keys), {}, Notices::drop));
}

std::vector<Blocker> find_keepers(PostgresHandle& session, const TableName& table,
                                  const std::stop_token& stop) {
  return blockers_in(ask(session, keepers_sql(table), stop, Notices::drop));
}

std::optional<StatementProgress> find_progress(PostgresHandle& session, const LockKeys& keys) {
  if (PQserverVersion(session.raw()) < kTellsOfIndexes) return std::nullopt;
  const pqxx::result found = ask(session, progress_sql(keys), {}, Notices::drop);
  if (found.empty()) return std::nullopt;
  const auto row = found[0];
  return StatementProgress{text(row["command"]), text(row["relname"]), text(row["phase"]),
                           text(row["unit"]),    count(row["done"]),   count(row["total"])};
}

}  // namespace migrate
