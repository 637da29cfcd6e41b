#include "engine/sqlite/sqlite_nature.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace migrate {
namespace {

/// `PRAGMA [schema.]name [= value]`, or `(value)`.
struct Pragma {
  std::string name;  // empty when the statement is none
  bool has_value = false;
};

template <std::size_t Size>
bool holds(const std::array<std::string_view, Size>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

Pragma pragma_of(const SqliteStatementShape& statement) {
  if (!statement.has("PRAGMA")) return {};
  const std::size_t at = statement.has_symbol(".", 2) ? 3 : 1;
  return {statement.name(at),
          statement.has_symbol("=", at + 1) || statement.has_symbol("(", at + 1)};
}

/// Seen to fail in a transaction (synchronous), or to do nothing there (the others).
bool fails_in_transaction(const Pragma& pragma) {
  constexpr std::array<std::string_view, 3> kSettings{"foreign_keys", "journal_mode",
                                                      "synchronous"};
  return pragma.has_value && holds(kSettings, pragma.name);
}

/// What is set for the connection, and fails in a transaction that has used a temporary table.
bool sets_temporary_store(const Pragma& pragma) {
  constexpr std::array<std::string_view, 2> kSettings{"temp_store", "temp_store_directory"};
  return pragma.has_value && holds(kSettings, pragma.name);
}

/// Whether it asks, or does something to the database itself; all others set the connection.
bool leaves_session(const Pragma& pragma) {
  constexpr std::array<std::string_view, 16> kOthers{
      "application_id", "foreign_key_check", "foreign_key_list", "incremental_vacuum",
      "index_info",     "index_list",        "index_xinfo",      "integrity_check",
      "optimize",       "quick_check",       "schema_version",   "table_info",
      "table_list",     "table_xinfo",       "user_version",     "wal_checkpoint"};
  return !pragma.has_value || holds(kOthers, pragma.name);
}

/// The names at the end of `words [schema.]name`, which begins at a token; each of the words may be
/// left out.
struct Target {
  std::string schema;
  std::string table;
};

Target target_after(const SqliteStatementShape& statement, std::size_t at,
                    std::initializer_list<std::string_view> words) {
  constexpr std::size_t kLast = 6;  // what follows it must still be in the statement's head
  const auto is_word = [&](std::string_view word) { return statement.has(word, at); };
  while (at < kLast && std::ranges::any_of(words, is_word)) ++at;
  const std::string name = statement.name(at);
  return statement.has_symbol(".", at + 1) ? Target{name, statement.name(at + 2)}
                                           : Target{"", name};
}

bool is_temporary_schema(std::string_view schema) { return schema == "temp"; }

}  // namespace

std::string forbidden_in_transaction(const SqliteStatementShape& statement) {
  for (const std::string_view verb : {"VACUUM", "DETACH"}) {
    if (statement.has(verb)) return std::string(verb);
  }
  const Pragma pragma = pragma_of(statement);
  const bool forbidden = fails_in_transaction(pragma) || pragma.name == "wal_checkpoint";
  return forbidden ? "PRAGMA " + pragma.name : "";
}

StatementNature SqliteNatures::nature_of(const SqliteStatementShape& statement) {
  const Pragma pragma = pragma_of(statement);
  const bool detaches = statement.has("DETACH");
  if (detaches || fails_in_transaction(pragma) || sets_temporary_store(pragma))
    return StatementNature::alone_session;
  if (!forbidden_in_transaction(statement).empty()) return StatementNature::alone;
  const bool sets_session = !pragma.name.empty() && !leaves_session(pragma);
  const bool is_temporary = makes_temporary(statement) || changes_temporary(statement);
  return sets_session || is_temporary || statement.has("ATTACH") ? StatementNature::session
                                                                 : StatementNature::transactional;
}

bool SqliteNatures::makes_temporary(const SqliteStatementShape& statement) {
  if (!statement.has("CREATE")) return false;
  const bool temporary = statement.has("TEMP", 1) || statement.has("TEMPORARY", 1);
  const Target made = target_after(statement, temporary ? 2 : 1,
                                   {"TABLE", "VIEW", "TRIGGER", "IF", "NOT", "EXISTS"});
  if (!temporary && !is_temporary_schema(made.schema)) return false;
  temporary_.insert(made.table);
  return true;
}

/// Only of statements that change nothing else: an INSERT into a table that stays is not run again.
bool SqliteNatures::changes_temporary(const SqliteStatementShape& statement) {
  constexpr std::array<std::string_view, 6> kVerbs{"ALTER",  "DELETE",  "DROP",
                                                   "INSERT", "REPLACE", "UPDATE"};
  if (std::ranges::none_of(kVerbs, [&](std::string_view verb) { return statement.has(verb); }))
    return false;
  const Target changed = target_after(statement, 1,
                                      {"OR", "ROLLBACK", "ABORT", "FAIL", "IGNORE", "REPLACE",
                                       "INTO", "FROM", "TABLE", "VIEW", "TRIGGER", "IF", "EXISTS"});
  if (!changed.schema.empty()) return is_temporary_schema(changed.schema);
  return statement.has("DROP") ? temporary_.erase(changed.table) > 0
                               : temporary_.contains(changed.table);
}

}  // namespace migrate
