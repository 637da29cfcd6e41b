#include "engine/postgres/postgres_kept_tables.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <pqxx/result>

#include "base/event_text.hpp"
#include "engine/postgres/postgres_activity.hpp"
#include "engine/postgres/postgres_catalog_words.hpp"
#include "engine/postgres/postgres_dialect.hpp"
#include "engine/postgres/postgres_history.hpp"
#include "engine/postgres/postgres_privileges.hpp"

namespace migrate {
namespace {

constexpr std::string_view kUndefinedTable = "42P01";
constexpr std::string_view kUndefinedColumn = "42703";
constexpr std::string_view kInvalidSchemaName = "3F000";
constexpr std::string_view kLockNotAvailable = "55P03";
constexpr std::size_t kFullWidth = 255;
constexpr int kTypmodHeader = 4;  // the modifier of VARCHAR(n) is n + 4, of VARCHAR and TEXT -1
constexpr Oid kText = 25;
constexpr Oid kBpchar = 1042;
constexpr Oid kVarchar = 1043;

/// What bears a name.
struct Relation {
  std::string type;    ///< "table", "view" ...; empty where there is none
  std::string schema;  ///< where the search path finds it
};

/// What is found under both names.
struct Places {
  std::string current_schema;
  Relation versions;
  Relation history;
};

std::string text_in(const PGresult& rows, int row, int column) {
  return {PQgetvalue(&rows, row, column),
          static_cast<std::size_t>(PQgetlength(&rows, row, column))};
}

/// Asked by functions, which look things up where the server has them at hand: a query of its
/// catalogs takes a new session several times as long.
std::string places_sql(const std::string& versions, const std::string& history) {
  const auto identify = [](const std::string& name) {
    return fmt::format(
        "pg_catalog.pg_identify_object('pg_catalog.pg_class'::pg_catalog.regclass, {}, 0)",
        regclass_of(name));
  };
  return fmt::format(
      "SELECT pg_catalog.current_schema(), v.type, (pg_catalog.parse_ident(v.schema))[1], h.type, "
      "(pg_catalog.parse_ident(h.schema))[1] FROM {} v, {} h;\n",
      identify(versions), identify(history));
}

Places places_in(const PGresult& rows) {
  return {text_in(rows, 0, 0),
          {text_in(rows, 0, 1), text_in(rows, 0, 2)},
          {text_in(rows, 0, 3), text_in(rows, 0, 4)}};
}

Error not_a_version_table(const TableName& table, const std::string& why) {
  return Error(Fault::database, fmt::format("{} is no version table: {}",
                                            postgres_dialect().quoted_table(table), why))
      .with_hint("name another table with version_table, or move this one away");
}

/// Empty where nobody can tell: the session may be inside a transaction, which has failed.
std::vector<Blocker> keepers_of(const TableName& table, PostgresHandle& session,
                                const std::stop_token& stop) {
  if (!session.is_idle()) return {};
  try {
    return find_keepers(session, table, stop);
  } catch (const Error&) {
    return {};  // the failure that a hint is made for is the one to tell of
  }
}

Error kept_by_another(std::string_view what, const TableName& table, const Error& error,
                      const std::vector<Blocker>& keepers) {
  const std::string hint =
      keepers.empty()
          ? "another session has locked it: find it in pg_locks, or wait, then try again"
          : fmt::format("it is locked by {}. Wait for that to end, or end it, then try again",
                        blockers_text(keepers));
  return Error(Fault::database, fmt::format("cannot read the {} table {}: {}", what,
                                            postgres_dialect().quoted_table(table), error.what()))
      .with_code(error.code())
      .with_hint(hint);
}

Error without_schema(const TableName& table) {
  return Error(Fault::database,
               fmt::format("no schema for the version table \"{}\": the search_path names none "
                           "that exists",
                           table.name))
      .with_hint("set version_table_schema, or create the schema");
}

Rows rows_of(const PGresult& result) {
  Rows rows;
  rows.reserve(static_cast<std::size_t>(PQntuples(&result)));
  for (int row = 0; row < PQntuples(&result); ++row) {
    Row& values = rows.emplace_back();
    values.reserve(static_cast<std::size_t>(PQnfields(&result)));
    for (int column = 0; column < PQnfields(&result); ++column) {
      const bool is_null = PQgetisnull(&result, row, column) != 0;
      values.push_back(is_null ? std::nullopt : std::optional(text_in(result, row, column)));
    }
  }
  return rows;
}

/// Asks for both tables and takes the answers apart.
class Question {
 public:
  Question(PostgresHandle& session, const TablesAsked& asked, const std::stop_token& stop)
      : session_(session),
        versions_(asked.versions),
        history_(asked.history),
        columns_(asked.history_columns),
        stop_(stop) {}

  KeptTables answer(std::chrono::milliseconds lock_timeout) {
    look(lock_timeout);
    // Made by another session between the two questions: its rows must not go unseen.
    if (version_rows_ && places_.versions.type.empty()) look(lock_timeout);
    KeptTables tables;
    tables.versions = version_table();
    tables.history = {tables.versions.name.schema, history_};
    tables.has_history = !history_.empty() && has_history(tables);
    return tables;
  }

 private:
  PostgresHandle& session_;
  const TableName& versions_;
  const std::string& history_;
  std::string_view columns_;
  const std::stop_token& stop_;
  Places places_;
  std::optional<PostgresRows> version_rows_;   // none where there is no such table
  std::optional<PostgresRows> history_shape_;  // no row, all columns; none where it was not asked
  std::optional<PostgresRows> history_rows_;   // of the columns asked for

  void look(std::chrono::milliseconds lock_timeout) {
    version_rows_.reset();
    history_shape_.reset();
    history_rows_.reset();
    if (session_.is_idle()) {
      ask_all(lock_timeout);
    } else {
      ask_one_by_one();
    }
  }

  [[nodiscard]] std::string name_of_versions() const {
    return postgres_dialect().quoted_table(versions_);
  }

  /// The version table's own name where there is to be no history.
  [[nodiscard]] std::string name_of_history() const {
    if (history_.empty()) return name_of_versions();
    return postgres_dialect().quoted_table({versions_.schema, history_});
  }

  [[nodiscard]] std::string versions_sql() const {
    return fmt::format("SELECT version_num FROM {};\n", name_of_versions());
  }

  /// In one message: what is asked of a table that is missing fails, and what was answered before
  /// says so.
  void ask_all(std::chrono::milliseconds lock_timeout) {
    std::string questions = fmt::format(
        "SELECT pg_catalog.set_config('lock_timeout', '{}', true);\n", lock_timeout.count());
    questions += places_sql(name_of_versions(), name_of_history()) + versions_sql();
    if (!history_.empty()) {
      questions += fmt::format("SELECT * FROM {} WHERE false;\n", name_of_history());
      if (!columns_.empty()) {
        questions += fmt::format("SELECT {} FROM {};\n", columns_, name_of_history());
      }
    }
    Reply reply = ask_each(session_, questions, stop_);
    const auto answered = [&](std::size_t question) -> std::optional<PostgresRows> {
      if (question >= reply.rows.size()) return std::nullopt;
      return std::move(reply.rows[question]);
    };
    if (const auto places = answered(1)) places_ = places_in(**places);
    version_rows_ = answered(2);
    history_shape_ = answered(3);
    history_rows_ = answered(4);
    if (reply.failure) judge(*reply.failure);
  }

  /// A failed statement would end the transaction that is open.
  void ask_one_by_one() {
    const auto ask_one = [&](const std::string& question) {
      Reply reply = ask_each(session_, question, stop_);
      if (reply.failure) judge(*reply.failure);
      return reply.rows.empty() ? std::nullopt : std::optional(std::move(reply.rows.front()));
    };
    if (const auto places = ask_one(places_sql(name_of_versions(), name_of_history()))) {
      places_ = places_in(**places);
    }
    if (!places_.versions.type.empty()) version_rows_ = ask_one(versions_sql());
  }

  /// Throws what a failure says of the version table; of the history table only that others keep
  /// it: the rest is found out again.
  void judge(const ServerError& failure) const {
    const bool of_history = version_rows_.has_value();
    const bool is_other = of_history && places_.history.schema != places_.versions.schema;
    if (failure.code == kLockNotAvailable && !is_other) {
      const TableName table = of_history ? TableName{versions_.schema, history_} : versions_;
      throw kept_by_another(of_history ? "history" : "version", table, described(failure),
                            keepers_of(table, session_, stop_));
    }
    const bool is_missing = failure.code == kUndefinedTable || failure.code == kInvalidSchemaName;
    if (of_history || is_missing) return;
    const Relation& found = places_.versions;
    const TableName table{found.schema, versions_.name};
    if (!found.type.empty() && found.type != "table") {
      throw not_a_version_table(table, "it is not a table");
    }
    if (failure.code == kUndefinedColumn) {
      throw not_a_version_table(table, "it has no column version_num");
    }
    throw refused(described(failure), table);
  }

  /// A failure that may come from privileges that the role lacks.
  [[nodiscard]] Error refused(const Error& error, const TableName& versions) const {
    if (places_.versions.type.empty()) {
      return versions_.schema.empty() ? error
                                      : with_schema_grant(error, versions_.schema, session_, stop_);
    }
    const bool has_both = !history_.empty() && places_.history.schema == versions.schema;
    const TableName history{versions.schema, has_both ? history_ : ""};
    return with_grants(error, versions, history, session_, stop_);
  }

  [[nodiscard]] VersionTable version_table() const {
    VersionTable table;
    table.exists = version_rows_ && !places_.versions.type.empty();
    const std::string& schema = table.exists ? places_.versions.schema : places_.current_schema;
    table.name = {versions_.schema.empty() ? schema : versions_.schema, versions_.name};
    if (table.name.schema.empty()) throw without_schema(versions_);
    if (table.exists) take_rows(**version_rows_, table);
    return table;
  }

  void take_rows(const PGresult& rows, VersionTable& table) const {
    if (places_.versions.type != "table")
      throw not_a_version_table(table.name, "it is not a table");
    const Oid type = PQftype(&rows, 0);
    if (type != kText && type != kVarchar && type != kBpchar) {
      throw not_a_version_table(table.name,
                                "its column version_num holds no text but " + name_of_type(type));
    }
    const int modifier = PQfmod(&rows, 0);
    table.width =
        modifier <= kTypmodHeader ? kFullWidth : static_cast<std::size_t>(modifier - kTypmodHeader);
    for (int row = 0; row < PQntuples(&rows); ++row) {
      if (std::string id = text_in(rows, row, 0); !id.empty()) table.ids.push_back(std::move(id));
    }
    std::ranges::sort(table.ids);
  }

  [[nodiscard]] std::string name_of_type(Oid type) const {
    const pqxx::result rows =
        ask(session_, fmt::format("SELECT typname FROM pg_catalog.pg_type WHERE oid = {}", type),
            stop_);
    return rows.empty() ? std::string("something else") : text_at(rows, 0, 0);
  }

  [[nodiscard]] bool has_history(KeptTables& tables) const {
    const TableName& table = tables.history;
    const Relation& found = places_.history;
    if (found.type.empty()) return false;
    const bool is_known = history_shape_ && found.type == "table" && found.schema == table.schema;
    if (!is_known) return has_history_table(session_, table, stop_);
    std::vector<std::string> columns;
    for (int column = 0; column < PQnfields(history_shape_->get()); ++column) {
      columns.emplace_back(PQfname(history_shape_->get(), column));
    }
    require_history_columns(table, columns);
    if (history_rows_) tables.history_rows = rows_of(**history_rows_);
    return true;
  }
};

}  // namespace

KeptTables read_kept_tables(PostgresHandle& session, const TablesAsked& asked,
                            std::chrono::milliseconds lock_timeout, const std::stop_token& stop) {
  return Question(session, asked, stop).answer(lock_timeout);
}

}  // namespace migrate
