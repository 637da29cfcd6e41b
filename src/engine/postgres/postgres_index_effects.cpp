#include "engine/postgres/postgres_index_effects.hpp"

#include <string>
#include <vector>

#include <fmt/format.h>
#include <pqxx/result>

#include "engine/postgres/postgres_catalog_words.hpp"
#include "engine/postgres/postgres_dialect.hpp"
#include "engine/postgres/postgres_exchange.hpp"
#include "engine/postgres/postgres_statement_pattern.hpp"

namespace migrate {
namespace {

using State = Effect::State;

constexpr std::string_view kNamed =
    "CREATE [UNIQUE] INDEX CONCURRENTLY [IF NOT EXISTS] % ON [ONLY] %";
constexpr std::string_view kUnnamed = "CREATE [UNIQUE] INDEX CONCURRENTLY ON [ONLY] %";
constexpr std::string_view kDropped = "DROP INDEX CONCURRENTLY [IF EXISTS] %";

/// The session that looks, and the statement that is looked for.
struct Search {
  PostgresHandle& session;
  const StatementHead& head;
  const std::stop_token& stop;

  [[nodiscard]] pqxx::result ask(const std::string& sql) const {
    return migrate::ask(session, sql, stop, Notices::drop);
  }
};

/// The session that is building the index `x`, in a query; NULL when none is.
constexpr std::string_view kBuilder =
    "(SELECT pg_catalog.min(p.pid) FROM pg_catalog.pg_stat_progress_create_index p"
    " WHERE p.index_relid = x.indexrelid AND p.datname = pg_catalog.current_database())";

std::string drop_sql(const std::string& index) {
  return "DROP INDEX CONCURRENTLY IF EXISTS " + index;
}

Effect broken(const std::string& index) {
  return {State::absent,
          fmt::format("the index {} is INVALID: its build did not finish", index),
          {drop_sql(index)}};
}

void end_transaction(PostgresHandle& session) {
  if (!session.is_idle()) static_cast<void>(exchange(session, "ROLLBACK", {}));
}

/// Whether the statement would make an index as the one that bears its name: makes it on an empty
/// copy of the table, which no one ever sees. True when that cannot be tried.
bool makes_the_like(const Search& search, const std::string& index, const std::string& table) {
  const bool unique = search.head.begins("CREATE UNIQUE");
  const std::string_view rest = search.head.rest_after(kNamed).value_or("");
  const std::string copy = postgres_dialect().quoted_identifier(text_at(
      search.ask("SELECT relname FROM pg_catalog.pg_class WHERE oid = " + regclass_of(table)), 0,
      0));
  const auto shape = [](const std::string& regclass) {
    return fmt::format(
        "(SELECT indisunique::text || pg_catalog.substring(pg_catalog.pg_get_indexdef(indexrelid),"
        " ' USING .*') FROM pg_catalog.pg_index WHERE indexrelid = {})",
        regclass);
  };
  const std::string sql = fmt::format(
      "BEGIN; SET LOCAL lock_timeout = '2s';\n"
      "CREATE TEMPORARY TABLE {0} (LIKE {1}) ON COMMIT DROP;\n"
      "CREATE {2} INDEX migrate_the_like ON pg_temp.{0} {3}\n;\nSELECT {4} = {5}",
      copy, table, unique ? "UNIQUE" : "", rest, shape(regclass_of(index)),
      shape("pg_catalog.to_regclass('pg_temp.migrate_the_like')"));
  try {
    const bool same = is_true_at(search.ask(sql), 0, 0);
    end_transaction(search.session);
    return same;
  } catch (const Error& error) {
    if (search.session.is_lost()) throw;
    end_transaction(search.session);
    if (error.fault() == Fault::cancelled) throw;
    return true;
  }
}

/// What bears the name that the statement gives to its index, in the schema of its table.
Effect created_effect(const Search& search, const std::string& name, const std::string& table) {
  enum Column { schema, relation, is_index, is_on_table, is_valid, builder };
  const pqxx::result rows = search.ask(fmt::format(
      "SELECT n.nspname, c.relname, c.relkind = 'i', x.indrelid = t.oid, x.indisvalid,"
      " {} FROM pg_catalog.pg_class t JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace"
      " JOIN pg_catalog.pg_class c ON c.relnamespace = t.relnamespace AND c.relname = {}"
      " LEFT JOIN pg_catalog.pg_index x ON x.indexrelid = c.oid WHERE t.oid = {}",
      kBuilder, plain_name_of(name), regclass_of(table)));
  if (rows.empty()) return {State::absent, "", {}};
  const std::string index = qualified_at(rows, 0, schema);
  if (!is_true_at(rows, 0, is_index)) {
    return {State::absent, fmt::format("{} is there, but it is no index", index), {}};
  }
  if (!is_true_at(rows, 0, is_on_table)) {
    return {State::unknown, fmt::format("the index {} is there, but of another table", index), {}};
  }
  if (const std::string pid = text_at(rows, 0, builder); !pid.empty()) {
    return {State::unknown, fmt::format("pid {} is still building the index {}", pid, index), {}};
  }
  if (!is_true_at(rows, 0, is_valid)) return broken(index);
  if (makes_the_like(search, index, table)) {
    return {State::present, fmt::format("the index {} is there and valid", index), {}};
  }
  return {State::unknown,
          fmt::format("an index {} is there and valid, but is not what the statement makes", index),
          {}};
}

/// The server has chosen the name: table_columns_idx, and a number where that is taken.
Effect unnamed_effect(const Search& search, const std::string& table) {
  enum Column { schema, relation, is_valid, is_named_by_server };
  const pqxx::result rows = search.ask(
      fmt::format("SELECT n.nspname, c.relname, x.indisvalid, c.relname ~ '_idx[0-9]*$' FROM "
                  "pg_catalog.pg_index x"
                  " JOIN pg_catalog.pg_class c ON c.oid = x.indexrelid"
                  " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                  " WHERE x.indrelid = {} AND c.relkind = 'i' AND (c.relname ~ '_idx[0-9]*$' OR "
                  "NOT x.indisvalid)"
                  " AND {} IS NULL ORDER BY x.indisvalid, c.relname",
                  regclass_of(table), kBuilder));
  if (rows.empty()) return {State::absent, "", {}};
  std::vector<std::string> invalid;
  for (int row = 0; row < static_cast<int>(rows.size()); ++row) {
    if (!is_true_at(rows, row, is_valid)) invalid.push_back(qualified_at(rows, row, schema));
  }
  if (invalid.size() == 1 && is_true_at(rows, 0, is_named_by_server))
    return broken(invalid.front());
  return {State::unknown,
          fmt::format("the statement gives its index no name: it can be any of those of {}{}",
                      table, invalid.empty() ? "" : ", some of which are INVALID"),
          {}};
}

/// A valid index can be another one of that name, which the dropped one had hidden, unless it
/// stands where that would have been found first.
Effect dropped_effect(const Search& search, const std::string& name) {
  enum Column { schema, relation, is_valid, is_first };
  const pqxx::result rows = search.ask(fmt::format(
      "SELECT n.nspname, c.relname, x.indisvalid,"
      " n.nspname = (pg_catalog.current_schemas(false))[1]"
      " OR pg_catalog.array_length(pg_catalog.parse_ident({}), 1) > 1"
      " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
      " LEFT JOIN pg_catalog.pg_index x ON x.indexrelid = c.oid WHERE c.oid = {}",
      postgres_dialect().quoted_string(name), regclass_of(name)));
  if (rows.empty()) return {State::present, fmt::format("there is no index {}", name), {}};
  const std::string index = qualified_at(rows, 0, schema);
  if (!is_true_at(rows, 0, is_valid)) {
    return {State::absent, fmt::format("the index {} is there, dropped in part", index), {}};
  }
  if (is_true_at(rows, 0, is_first)) {
    return {State::absent, fmt::format("the index {} is still there", index), {}};
  }
  return {State::unknown,
          fmt::format("the index {} is there: it can be the one to drop, or another one of that "
                      "name that shows now that it is gone",
                      index),
          {}};
}

/// What REINDEX CONCURRENTLY leaves when it is cut off: new indexes that are not built to their end
/// and old ones that have been replaced. `tables` selects the oids of the tables that it worked on.
Effect reindexed_effect(const Search& search, const std::string& tables) {
  const pqxx::result rows = search.ask(fmt::format(
      "WITH RECURSIVE tables AS (SELECT t.oid FROM ({}) t(oid)"
      " UNION SELECT i.inhrelid FROM tables JOIN pg_catalog.pg_inherits i ON i.inhparent = oid)"
      " SELECT n.nspname, c.relname FROM tables JOIN pg_catalog.pg_class t ON t.oid = tables.oid"
      " JOIN pg_catalog.pg_index x ON x.indrelid IN (t.oid, t.reltoastrelid)"
      " JOIN pg_catalog.pg_class c ON c.oid = x.indexrelid"
      " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
      " WHERE NOT x.indisvalid AND c.relname ~ '_cc(new|old)[0-9]*$' AND {} IS NULL"
      " ORDER BY 1, 2",
      tables, kBuilder));
  Effect effect{State::absent, "", {}};
  for (int row = 0; row < static_cast<int>(rows.size()); ++row) {
    const std::string index = qualified_at(rows, row, 0);
    effect.found += (row == 0 ? "INVALID indexes that REINDEX CONCURRENTLY left: " : ", ") + index;
    effect.cleanup.push_back(drop_sql(index));
  }
  return effect;
}

/// The tables of what follows REINDEX's options.
std::optional<Effect> reindexed(const Search& search) {
  const auto name_after = [&](std::string_view kind) -> std::optional<std::string> {
    const std::string before = fmt::format("REINDEX () {} CONCURRENTLY %", kind);
    const std::string inside = fmt::format("REINDEX (CONCURRENTLY) {} %", kind);
    auto names = search.head.names_in(before);
    if (!names) names = search.head.names_in(inside);
    if (!names) return std::nullopt;
    return names->front();
  };
  if (const auto index = name_after("INDEX")) {
    return reindexed_effect(search, "SELECT indrelid FROM pg_catalog.pg_index WHERE indexrelid = " +
                                        regclass_of(*index));
  }
  if (const auto table = name_after("TABLE")) {
    return reindexed_effect(search, "SELECT " + regclass_of(*table) + "::pg_catalog.oid");
  }
  if (const auto schema = name_after("SCHEMA")) {
    return reindexed_effect(search,
                            "SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n"
                            " ON n.oid = c.relnamespace WHERE n.nspname = " +
                                plain_name_of(*schema));
  }
  const bool database = search.head.begins("REINDEX () DATABASE CONCURRENTLY") ||
                        search.head.begins("REINDEX (CONCURRENTLY) DATABASE");
  if (!database) return std::nullopt;
  return reindexed_effect(search,
                          "SELECT oid FROM pg_catalog.pg_class WHERE relkind IN ('r', 'm')");
}

}  // namespace

std::optional<Effect> index_effect(PostgresHandle& session, std::string_view statement,
                                   const std::stop_token& stop) {
  const StatementHead head(statement);
  const Search search{session, head, stop};
  if (const auto names = head.names_in(kUnnamed)) return unnamed_effect(search, names->at(0));
  if (const auto names = head.names_in(kNamed)) {
    return created_effect(search, names->at(0), names->at(1));
  }
  if (const auto names = head.names_in(kDropped)) return dropped_effect(search, names->at(0));
  return reindexed(search);
}

}  // namespace migrate
