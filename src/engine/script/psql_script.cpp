#include "engine/script/psql_script.hpp"

#include <cstdint>
#include <cstring>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "db/history_sql.hpp"
#include "engine/script/forwarding_dialect.hpp"
#include "engine/script/psql_variables.hpp"

namespace migrate {
namespace {

/// Stands for the schema that the script finds when it runs. No schema has that name: PostgreSQL's
/// names hold no NUL.
constexpr std::string_view kFoundSchema("\0", 1);

/// Writes the found schema as the psql variable that holds it, and all else as the engine does.
class FoundSchemaDialect final : public ForwardingDialect {
 public:
  using ForwardingDialect::ForwardingDialect;

  [[nodiscard]] std::string quoted_identifier(std::string_view name) const override {
    return name == kFoundSchema ? R"(:"migrate_schema")"
                                : ForwardingDialect::quoted_identifier(name);
  }
};

TableName in_found_schema(const TableName& table) {
  return {std::string(kFoundSchema), table.name};
}

/// The sqlite3 shell takes the first line for a comment, and leaves at the third. psql forgets what
/// it has read of each, in silence, before the line ends: with SINGLELINE it would send it.
///
/// The caller's session may have all the settings otherwise. ON_ERROR_ROLLBACK would take one
/// statement back and leave its transaction running, SINGLELINE would end statements at line ends,
/// FETCH_COUNT would put a transaction around each SELECT.
constexpr std::string_view kSettings =
    R"(-- Stops the sqlite3 shell, should it be given this script; psql forgets these lines.
#\set migrate_quiet :QUIET \set QUIET on \r
.print 'migrate: this script is for psql, and nothing was changed' \r
.exit 3 \r \set QUIET :migrate_quiet \unset migrate_quiet
\set ON_ERROR_STOP on
\set ON_ERROR_ROLLBACK off
\set AUTOCOMMIT on
\set SINGLELINE off
\set FETCH_COUNT 0
\pset pager off
\encoding UTF8
)";

constexpr std::string_view kFindTable = R"(
-- Where the version table is, or would be made. Each statement on it names that schema: a revision
-- that changes search_path cannot hide it.
SELECT coalesce(n.nspname, {schema}, '') AS migrate_schema, c.oid IS NOT NULL AS migrate_found
  FROM (SELECT pg_catalog.to_regclass({name}) AS oid) AS r
  LEFT JOIN pg_catalog.pg_class AS c ON c.oid = r.oid
  LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace \gset
)";

constexpr std::string_view kGuard =
    R"(-- The guard: goes on only if the database is where this script starts.
\set migrate_rows ''
\if :migrate_found
  SELECT coalesce(string_agg(version_num, ', ' ORDER BY version_num COLLATE "C"), '') AS migrate_rows
    FROM {table} \gset
\endif
SELECT :'migrate_rows' = {start} AS migrate_here,
       format('BEGIN RAISE EXCEPTION USING MESSAGE = %L; END',
              {message} || coalesce(nullif(:'migrate_rows', ''), 'base')
                || '; nothing was changed') AS migrate_stop \gset
\if :migrate_here
\else
  DO :'migrate_stop';
  \quit
\endif
)";

/// A length is kept as n + 4, and as -1 where there is none.
constexpr std::string_view kWiden =
    R"(-- The version table of another tool may be too narrow for this id.
SELECT EXISTS (SELECT FROM pg_catalog.pg_attribute
  WHERE attrelid = pg_catalog.format('%I.%I', :'migrate_schema', {name})::pg_catalog.regclass
    AND attname = 'version_num' AND atttypmod - 4 BETWEEN 0 AND {length} - 1) AS migrate_narrow \gset
\if :migrate_narrow
  ALTER TABLE {table} ALTER COLUMN version_num TYPE VARCHAR(255);
\endif
)";

/// Asked first: IF NOT EXISTS alone gives a notice where the table is there.
constexpr std::string_view kCreateHistory =
    R"(SELECT pg_catalog.to_regclass(pg_catalog.format('%I.%I', :'migrate_schema', {name})) IS NULL AS migrate_no_history \gset
\if :migrate_no_history
  {create};
\endif
SELECT EXISTS (SELECT FROM {table} WHERE unfinished IS NOT NULL) AS migrate_half_done \gset
\if :migrate_half_done
  DO $$ BEGIN RAISE EXCEPTION 'migrate: a section outside a transaction is half done; see migrate log, and finish it with migrate; nothing was changed'; END $$;
  \quit
\endif
)";

/// Kept as a number: a section may change how moments are read and written.
constexpr std::string_view kMarkStart =
    R"(SELECT pg_catalog.date_part('epoch', pg_catalog.clock_timestamp()) AS migrate_started \gset
)";
constexpr std::string_view kStarted = "pg_catalog.to_timestamp(:migrate_started)";

/// 1/count(*) would stop the script too, but say "division by zero". Qualified: a section may have
/// put another schema before pg_catalog.
constexpr std::string_view kCheckedChange = R"(WITH changed AS ({change} RETURNING 1)
SELECT CASE pg_catalog.count(*) WHEN 1 THEN 1 ELSE ('migrate: ' || pg_catalog.count(*) || ' version rows changed, not 1; rolled back')::pg_catalog.int4 END AS migrate_changed FROM changed \gset
)";

/// Outside a transaction a statement starts its own, at the same moment; inside, the transaction is
/// older than its latest statement. PostgreSQL only warns of a BEGIN within a transaction.
constexpr std::string_view kOutsideCheck =
    R"(SELECT pg_catalog.now() = pg_catalog.statement_timestamp() AS migrate_outside \gset
\if :migrate_outside
\else
  DO $$ BEGIN RAISE EXCEPTION 'migrate: this transaction:false section ended inside a transaction of its own, which was rolled back'; END $$;
  \quit
\endif
)";

std::string refusal_text(const PsqlVariable& variable) {
  return fmt::format(
      "psql would put its variable {} in place of this: the script would not run "
      "the section as it stands",
      variable.name);
}

/// Eight bytes at a time: all that a script holds is looked at.
bool is_ascii(std::string_view text) noexcept {
  constexpr std::uint64_t kHighBits = 0x8080808080808080U;
  std::uint64_t bits = 0;
  for (; text.size() >= sizeof bits; text.remove_prefix(sizeof bits)) {
    std::uint64_t some = 0;
    std::memcpy(&some, text.data(), sizeof some);
    bits |= some;
  }
  for (const char c : text) bits |= static_cast<unsigned char>(c);
  return (bits & kHighBits) == 0;
}

/// What has psql read `sql` as it is meant: a section before it may have changed the encoding.
std::string encoding_for(std::string_view sql) { return is_ascii(sql) ? "" : "\\encoding UTF8\n"; }

}  // namespace

std::vector<Error> PsqlScript::refusals(const SourceText& section) const {
  std::vector<Error> problems;
  for (const PsqlVariable& variable : psql_variables(section.text())) {
    if (!is_reserved(variable)) continue;
    problems.push_back(
        section.error_at(Fault::revision, variable.offset, refusal_text(variable))
            .with_hint("write a space after the colon, or run the revision without --sql."));
  }
  return problems;
}

std::string PsqlScript::qualified(const TableName& table) const {
  return FoundSchemaDialect(dialect_).quoted_table(in_found_schema(table));
}

std::string PsqlScript::opening(const TableName& table) const {
  const std::string schema =
      table.schema.empty() ? "pg_catalog.current_schema()" : dialect_.quoted_string(table.schema);
  return std::string(kSettings) +
         fmt::format(kFindTable, fmt::arg("schema", schema),
                     fmt::arg("name", dialect_.quoted_string(dialect_.quoted_table(table))));
}

std::string PsqlScript::guard(const TableName& table, std::span<const std::string> start) const {
  const std::string rows = fmt::format("{}", fmt::join(start, ", "));
  const std::string message = fmt::format(
      "migrate: this script starts at {}, but the database is at ", start.empty() ? "base" : rows);
  return fmt::format(kGuard, fmt::arg("table", qualified(table)),
                     fmt::arg("start", dialect_.quoted_string(rows)),
                     fmt::arg("message", dialect_.quoted_string(message)));
}

std::string PsqlScript::create_versions(const TableName& table) const {
  return FoundSchemaDialect(dialect_).create_versions_sql(in_found_schema(table)) + ";\n";
}

std::string PsqlScript::widen_versions(const TableName& table, std::size_t length) const {
  return fmt::format(kWiden, fmt::arg("name", dialect_.quoted_string(table.name)),
                     fmt::arg("length", length), fmt::arg("table", qualified(table)));
}

std::string PsqlScript::clear_versions(const TableName& table) const {
  return fmt::format("DELETE FROM {};\n", qualified(table));
}

std::string PsqlScript::change_versions(const TableName& table, const VersionChange& change) const {
  const FoundSchemaDialect dialect(dialect_);
  std::string text;
  for (const std::string& statement : dialect.version_change_sql(in_found_schema(table), change)) {
    text += fmt::format(kCheckedChange, fmt::arg("change", statement));
  }
  return text;
}

std::string PsqlScript::create_history(const TableName& table) const {
  const std::string create =
      create_history_sql(FoundSchemaDialect(dialect_), in_found_schema(table));
  return fmt::format(kCreateHistory, fmt::arg("name", dialect_.quoted_string(table.name)),
                     fmt::arg("create", create), fmt::arg("table", qualified(table)));
}

std::string PsqlScript::mark_start() const { return std::string(kMarkStart); }

std::string PsqlScript::write_history(const HistoryWrite& write, Started started) const {
  std::string sql =
      history_sql(FoundSchemaDialect(dialect_), {in_found_schema(write.table), write.what},
                  started == Started::marked ? kStarted : dialect_.history_words().now);
  sql += ";\n";
  return is_ascii(sql) ? sql : encoding_for(sql) + sql;
}

/// A variable that is not set is left as it stands; psql has no other way to switch this off.
std::string PsqlScript::before_section(const SourceText& section) const {
  std::set<std::string> names;
  for (const PsqlVariable& variable : psql_variables(section.text())) names.insert(variable.name);
  std::string text = encoding_for(section.text());
  for (const std::string& name : names) text += fmt::format("\\unset {}\n", name);
  return text;
}

std::string PsqlScript::after_untransacted_section() const { return std::string(kOutsideCheck); }

}  // namespace migrate
