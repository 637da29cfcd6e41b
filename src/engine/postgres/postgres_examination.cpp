#include "engine/postgres/postgres_examination.hpp"

#include <string>
#include <string_view>

#include <fmt/format.h>
#include <pqxx/result>

#include "engine/postgres/postgres_catalog_words.hpp"
#include "engine/postgres/postgres_dialect.hpp"
#include "engine/postgres/postgres_exchange.hpp"
#include "engine/postgres/postgres_invalid_indexes.hpp"
#include "engine/postgres/postgres_probe.hpp"

namespace migrate {
namespace {

using Grade = Finding::Grade;

constexpr int kOldestVersion = 120000;
constexpr std::string_view kPermissions = "permissions";

std::string quoted(const std::string& name) { return postgres_dialect().quoted_identifier(name); }

Finding about_server(PostgresHandle& session, const std::stop_token& stop) {
  const pqxx::result told =
      ask(session,
          "SELECT pg_catalog.current_setting('server_version'), pg_catalog.current_database(), "
          "current_user, pg_catalog.pg_is_in_recovery(), "
          "pg_catalog.current_setting('default_transaction_read_only') = 'on'",
          stop);
  Finding found{Grade::ok,
                "connection",
                fmt::format("PostgreSQL {}, database {}, as {}", text_at(told, 0, 0),
                            text_at(told, 0, 1), text_at(told, 0, 2)),
                {}};
  const auto wrong = [&](const std::string& what, const char* hint) {
    found.grade = Grade::failure;
    found.text += ": " + what;
    found.hint = hint;
  };
  if (PQserverVersion(session.raw()) < kOldestVersion) {
    wrong("older than PostgreSQL 12, the oldest that migrate knows", "take a newer server");
  } else if (is_true_at(told, 0, 3)) {
    wrong("this server is a standby, which takes no writes",
          "name the primary in the URL, or add target_session_attrs=read-write to it");
  } else if (is_true_at(told, 0, 4)) {
    wrong("its transactions are read-only",
          "find default_transaction_read_only in the URL's options, or see who set it: ALTER ROLE "
          "or ALTER DATABASE ... RESET default_transaction_read_only");
  }
  return found;
}

Finding about_pooler(PostgresHandle& session, const std::stop_token& stop) {
  probe(session, stop);
  if (!session.is_pooled()) {
    return {Grade::ok, "pooler", "none stands before the server that would show", {}};
  }
  return {Grade::warning, "pooler",
          "a pooler such as PgBouncer stands before the server: the migration lock holds, and no "
          "setting leaks, when it pools sessions and when it pools transactions",
          "give it a pool of at least two connections, or name the server itself in the URL"};
}

/// Where the tables are or would be, and which privileges the session's role lacks for that.
struct Privileges {
  enum class Table { missing, there };

  std::string role;                                         ///< as SQL writes it
  std::string schema;                                       ///< unquoted
  std::string schema_lacks, versions_lacks, history_lacks;  ///< "SELECT, INSERT"
  bool has_schema = false;
  Table versions = Table::missing;
  Table history = Table::missing;
};

std::string schema_sql(const TableName& table) {
  const Dialect& dialect = postgres_dialect();
  if (!table.schema.empty()) return dialect.quoted_string(table.schema);
  return fmt::format(
      "coalesce((SELECT n.nspname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON "
      "n.oid = c.relnamespace WHERE c.relname = {} AND pg_catalog.pg_table_is_visible(c.oid) "
      "LIMIT 1), pg_catalog.current_schema())",
      dialect.quoted_string(table.name));
}

/// What is lacking of a list of privileges, asked by `function` of the object `oid`.
std::string lacking_sql(std::string_view function, std::string_view oid,
                        std::string_view privileges) {
  return fmt::format(
      "(SELECT pg_catalog.string_agg(p, ', ') FROM pg_catalog.unnest(ARRAY[{}]) AS p "
      "WHERE NOT pg_catalog.{}({}, p))",
      privileges, function, oid);
}

std::string privileges_sql(const TableName& versions, const TableName& history) {
  const auto table_sql = [](std::string_view alias, const std::string& name) {
    return fmt::format(
        " LEFT JOIN pg_catalog.pg_class {0} ON {0}.relnamespace = n.oid AND {0}.relname = {1}",
        alias, postgres_dialect().quoted_string(name));
  };
  return fmt::format(
      "SELECT place.name, n.oid IS NOT NULL, {}, v.oid IS NOT NULL, {}, h.oid IS NOT NULL, {}, "
      "pg_catalog.quote_ident(current_user) "
      "FROM (SELECT {} AS name) place LEFT JOIN pg_catalog.pg_namespace n ON n.nspname = "
      "place.name{}{}",
      lacking_sql("has_schema_privilege", "n.oid", "'USAGE', 'CREATE'"),
      lacking_sql("has_table_privilege", "v.oid", "'SELECT', 'INSERT', 'UPDATE', 'DELETE'"),
      lacking_sql("has_table_privilege", "h.oid", "'SELECT', 'INSERT', 'UPDATE'"),
      schema_sql(versions), table_sql("v", versions.name), table_sql("h", history.name));
}

Privileges privileges_on(PostgresHandle& session, const TableName& versions,
                         const TableName& history, const std::stop_token& stop) {
  const pqxx::result told = ask(session, privileges_sql(versions, history), stop);
  const auto table_at = [&](int column) {
    return is_true_at(told, 0, column) ? Privileges::Table::there : Privileges::Table::missing;
  };
  Privileges found;
  found.schema = text_at(told, 0, 0);
  found.has_schema = is_true_at(told, 0, 1);
  found.schema_lacks = text_at(told, 0, 2);
  found.versions = table_at(3);
  found.versions_lacks = text_at(told, 0, 4);
  found.history = table_at(5);
  found.history_lacks = text_at(told, 0, 6);
  found.role = text_at(told, 0, 7);
  return found;
}

Finding lacking(Grade grade, const std::string& what, const Privileges& found,
                const std::string& privileges, const std::string& on) {
  return {grade, std::string(kPermissions),
          fmt::format("{}: the role {} lacks {} on {}", what, found.role, privileges, on),
          fmt::format("let its owner run: GRANT {} ON {} TO {}", privileges, on, found.role)};
}

/// The tables that migrate keeps, in words, where they still have to be made.
std::string tables_to_make(const Privileges& found, const TableName& history) {
  const bool versions = found.versions == Privileges::Table::missing;
  const bool rows = found.history == Privileges::Table::missing && !history.name.empty();
  if (versions && rows) return "the version table and the history table";
  if (versions) return "the version table";
  return rows ? "the history table" : "";
}

Finding about_schema(const Privileges& found, const TableName& history) {
  const std::string schema = "SCHEMA " + quoted(found.schema);
  const std::string make = tables_to_make(found, history);
  if (!make.empty()) {
    return lacking(Grade::failure, "cannot make " + make, found, found.schema_lacks, schema);
  }
  const bool unusable = found.schema_lacks.find("USAGE") != std::string::npos;
  return lacking(
      unusable ? Grade::failure : Grade::warning,
      unusable ? "cannot use the tables" : "revisions that make something there will fail", found,
      found.schema_lacks, schema);
}

void add_permissions(const Privileges& found, const TableName& versions, const TableName& history,
                     std::vector<Finding>& findings) {
  const std::size_t before = findings.size();
  const auto table = [&](const std::string& name) {
    return quoted(found.schema) + "." + quoted(name);
  };
  if (!found.schema_lacks.empty()) findings.push_back(about_schema(found, history));
  if (!found.versions_lacks.empty()) {
    findings.push_back(lacking(Grade::failure, "cannot keep the version table", found,
                               found.versions_lacks, table(versions.name)));
  }
  if (!found.history_lacks.empty() && !history.name.empty()) {
    findings.push_back(lacking(Grade::failure, "cannot keep the history table", found,
                               found.history_lacks, table(history.name)));
  }
  if (findings.size() > before) return;
  findings.push_back(
      {Grade::ok,
       std::string(kPermissions),
       fmt::format("this role may make and change tables in the schema {}", quoted(found.schema)),
       {}});
}

Finding without_schema(const Privileges& found) {
  if (found.schema.empty()) {
    return {Grade::failure, std::string(kPermissions),
            "no schema for the version table: the search_path names none that exists",
            "set version_table_schema, or create the schema"};
  }
  return {Grade::failure, std::string(kPermissions),
          fmt::format("the schema {} for the version table does not exist", quoted(found.schema)),
          "create it first: CREATE SCHEMA " + quoted(found.schema)};
}

}  // namespace

std::vector<Finding> examine_postgres(PostgresHandle& session, const TableName& versions,
                                      const TableName& history, const std::stop_token& stop) {
  std::vector<Finding> findings{about_server(session, stop), about_pooler(session, stop)};
  const Privileges privileges = privileges_on(session, versions, history, stop);
  if (privileges.has_schema) {
    add_permissions(privileges, versions, history, findings);
  } else {
    findings.push_back(without_schema(privileges));
  }
  add_invalid_indexes(session, findings, stop);
  return findings;
}

}  // namespace migrate
