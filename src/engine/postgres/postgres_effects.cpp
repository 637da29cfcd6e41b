#include "engine/postgres/postgres_effects.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <pqxx/result>

#include "engine/postgres/postgres_catalog_words.hpp"
#include "engine/postgres/postgres_dialect.hpp"
#include "engine/postgres/postgres_exchange.hpp"
#include "engine/postgres/postgres_index_effects.hpp"
#include "engine/postgres/postgres_orphan.hpp"
#include "engine/postgres/postgres_section.hpp"
#include "engine/postgres/postgres_statement_nature.hpp"
#include "engine/postgres/postgres_statement_pattern.hpp"
#include "engine/postgres/postgres_statements.hpp"

namespace migrate {
namespace {

using State = Effect::State;
using Names = std::vector<std::string>;

constexpr std::string_view kDetach =
    "ALTER TABLE [IF EXISTS] [ONLY] % DETACH PARTITION % CONCURRENTLY";

/// What there is one of by a name: a statement that makes it is done when it is there, one that
/// takes it away when it is not.
struct NamedObject {
  std::string_view creation;
  std::string_view removal;
  std::string_view kind;
  std::string_view query;  // pattern: true when it is there, with the name's SQL
};

constexpr std::array kNamedObjects{
    NamedObject{"CREATE DATABASE %", "DROP DATABASE [IF EXISTS] %", "database",
                "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_database WHERE datname = {})"},
    NamedObject{"CREATE TABLESPACE %", "DROP TABLESPACE [IF EXISTS] %", "tablespace",
                "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_tablespace WHERE spcname = {})"},
    NamedObject{"CREATE SUBSCRIPTION %", "DROP SUBSCRIPTION [IF EXISTS] %", "subscription",
                "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_subscription WHERE subname = {} AND"
                " subdbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname ="
                " pg_catalog.current_database()))"},
};

/// Those that do no harm when they are run twice.
constexpr std::array<std::string_view, 8> kRepeatable{
    "VACUUM",       "ALTER SYSTEM",    "CLUSTER",
    "REINDEX",      "DISCARD",         "ALTER SUBSCRIPTION % REFRESH|SET",
    "COMMIT|END $", "ROLLBACK|ABORT $"};

bool ask_whether(PostgresHandle& session, const std::string& sql, const std::stop_token& stop) {
  return is_true_at(ask(session, sql, stop, Notices::drop), 0, 0);
}

std::optional<Effect> object_effect(PostgresHandle& session, const StatementHead& head,
                                    const std::stop_token& stop) {
  for (const NamedObject& object : kNamedObjects) {
    const std::optional<Names> made = head.names_in(object.creation);
    const std::optional<Names> dropped = made ? std::nullopt : head.names_in(object.removal);
    if (!made && !dropped) continue;
    const std::string& name = made ? made->front() : dropped->front();
    const bool is_there =
        ask_whether(session, fmt::format(fmt::runtime(object.query), plain_name_of(name)), stop);
    return Effect{
        is_there == made.has_value() ? State::present : State::absent,
        fmt::format("the {} {} is {}", object.kind, name, is_there ? "there" : "not there"),
        {}};
  }
  return std::nullopt;
}

std::optional<Effect> moved_database_effect(PostgresHandle& session, const StatementHead& head,
                                            const std::stop_token& stop) {
  const std::optional<Names> names = head.names_in("ALTER DATABASE % SET TABLESPACE %");
  if (!names) return std::nullopt;
  const bool moved = ask_whether(
      session,
      fmt::format("SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_database d JOIN"
                  " pg_catalog.pg_tablespace t ON t.oid = d.dattablespace WHERE d.datname = {}"
                  " AND t.spcname = {})",
                  plain_name_of(names->at(0)), plain_name_of(names->at(1))),
      stop);
  return Effect{moved ? State::present : State::absent,
                fmt::format("the database {} is {} the tablespace {}", names->at(0),
                            moved ? "in" : "not in", names->at(1)),
                {}};
}

/// A partition whose detachment was cut off is pending until it is finalized; then it is done.
/// Servers before 14, which refuse the statement, have no column inhdetachpending.
Effect detach_effect(PostgresHandle& session, const Names& names, const std::stop_token& stop) {
  enum Column { table_schema, table_name, part_schema, part_name, is_attached, is_pending };
  const pqxx::result rows =
      ask(session,
          fmt::format(
              "SELECT tn.nspname, t.relname, pn.nspname, p.relname, i.inhrelid IS NOT NULL,"
              " (pg_catalog.to_jsonb(i) ->> 'inhdetachpending')::pg_catalog.bool"
              " FROM pg_catalog.pg_class t"
              " JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace"
              " JOIN pg_catalog.pg_class p ON p.oid = {1}"
              " JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace"
              " LEFT JOIN pg_catalog.pg_inherits i ON i.inhrelid = p.oid AND i.inhparent = t.oid"
              " WHERE t.oid = {0}",
              regclass_of(names[0]), regclass_of(names[1])),
          stop, Notices::drop);
  if (rows.empty()) {
    return {State::unknown,
            fmt::format("one of the tables {} and {} is not there", names[0], names[1]),
            {}};
  }
  const std::string table = qualified_at(rows, 0, table_schema);
  const std::string part = qualified_at(rows, 0, part_schema);
  if (!is_true_at(rows, 0, is_attached)) {
    return {State::present, fmt::format("{} is no partition of {}", part, table), {}};
  }
  if (!is_true_at(rows, 0, is_pending)) {
    return {State::absent, fmt::format("{} is still a partition of {}", part, table), {}};
  }
  return {
      State::present,
      fmt::format("{} is detached from {} in part: what remains is to finalize it", part, table),
      {fmt::format("ALTER TABLE {} DETACH PARTITION {} FINALIZE", table, part)}};
}

/// A transaction of the section's own leaves nothing when it ends with a plain ROLLBACK, or is
/// never ended.
bool leaves_nothing(const std::string& statements) {
  TransactionControl last = TransactionControl::none;
  for (const SqlPiece& piece : statements_of(statements)) {
    const TransactionControl control =
        transaction_control(std::string_view(statements).substr(piece.offset, piece.length));
    const bool stays =
        control == TransactionControl::chain || control == TransactionControl::prepare;
    if (stays || last == TransactionControl::commit) return false;
    if (control != TransactionControl::none) last = control;
  }
  return last != TransactionControl::none && last != TransactionControl::commit;
}

bool is_repeatable(const StatementHead& head, const std::string& text) {
  for (const std::string_view pattern : kRepeatable) {
    if (head.begins(pattern)) return true;
  }
  return (head.begins("BEGIN") || head.begins("START TRANSACTION")) && leaves_nothing(text);
}

}  // namespace

Effect effect_of_statement(PostgresHandle& session, const SourceText& statement,
                           const std::stop_token& stop, std::chrono::milliseconds patience) {
  wait_for_orphan(session, statement, stop, patience);
  const StatementHead head(statement.text());
  if (const auto effect = index_effect(session, statement.text(), stop)) return *effect;
  if (const auto effect = object_effect(session, head, stop)) return *effect;
  if (const auto effect = moved_database_effect(session, head, stop)) return *effect;
  if (const auto names = head.names_in(kDetach)) return detach_effect(session, *names, stop);
  return {is_repeatable(head, statement.text()) ? State::repeatable : State::unknown, "", {}};
}

void check_after(PostgresHandle& session, const SourceText& section, std::size_t offset,
                 std::string_view statement, const std::stop_token& stop) {
  const StatementHead head(statement);
  if (!session.is_idle() || !head.begins("CREATE [UNIQUE] INDEX CONCURRENTLY IF")) return;
  const std::optional<Effect> effect = index_effect(session, statement, stop);
  if (!effect || effect->cleanup.empty()) return;
  throw section.error_on_line(Fault::database, offset, effect->found)
      .with_hint(fmt::format("IF NOT EXISTS took it for done; drop it, then try again: {}",
                             effect->cleanup.front()));
}

Error with_leftovers(PostgresHandle& session, std::string_view statement, const Error& error) {
  if (session.is_lost() || !session.is_idle()) return error;
  try {
    const std::optional<Effect> effect = index_effect(session, statement, {});
    if (!effect || effect->cleanup.empty()) return error;
    std::string by_hand;
    for (const std::string& sql : effect->cleanup) by_hand += (by_hand.empty() ? "" : "; ") + sql;
    return error.with_note(
        fmt::format("Left behind: {}. The next try drops it first (without a history table, you "
                    "must): {}",
                    effect->found, by_hand));
  } catch (const std::exception&) {
    return error;
  }
}

}  // namespace migrate
