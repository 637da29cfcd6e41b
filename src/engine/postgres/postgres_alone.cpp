#include "engine/postgres/postgres_alone.hpp"

#include <optional>

#include <fmt/format.h>
#include <pqxx/result>

#include "base/sql_lexer.hpp"
#include "engine/postgres/postgres_dialect.hpp"
#include "engine/postgres/postgres_exchange.hpp"
#include "engine/postgres/postgres_lock.hpp"

namespace migrate {

bool waits_in_peace(std::string_view statement) {
  SqlLexer lexer(statement, EngineKind::postgresql);
  bool vacuum = false;
  bool full = false;
  for (bool first = true; const std::optional<SqlToken> token = lexer.next_significant();
       first = false) {
    const std::string_view word = lexer.text(*token);
    if (is_keyword(word, "CONCURRENTLY")) return true;
    if (first) vacuum = is_keyword(word, "VACUUM");
    if (is_keyword(word, "FULL")) full = true;
  }
  return vacuum && !full;
}

AloneSession::AloneSession(PostgresHandle& session, std::string_view statement,
                           const TransactionLimits& limits, const TableName& table,
                           const std::stop_token& stop)
    : session_(session) {
  if (session.is_pooled()) {
    check_pooled(statement, stop);
    return;
  }
  const std::int64_t key = worker_lock_key(table);
  const pqxx::result before =
      ask(session,
          fmt::format("SELECT pg_catalog.current_setting('lock_timeout'), "
                      "pg_catalog.set_config('lock_timeout', '{}', false), "
                      "pg_catalog.pg_try_advisory_lock_shared({})",
                      waits_in_peace(statement) ? 0 : limits.lock_timeout.count(), key),
          stop);
  afterwards_ = fmt::format(
      "SELECT pg_catalog.set_config('lock_timeout', {}, false), "
      "pg_catalog.pg_advisory_unlock_shared({})",
      postgres_dialect().quoted_string(before[0][0].c_str()), key);
}

/// What is set for a session behind a pooler would stay for the next one who gets it.
void AloneSession::check_pooled(std::string_view statement, const std::stop_token& stop) {
  if (!waits_in_peace(statement)) return;
  const pqxx::result timeout =
      ask(session_, "SELECT pg_catalog.current_setting('lock_timeout')", stop);
  if (std::string_view(timeout[0][0].c_str()) == "0") return;
  throw Error(
      Fault::database,
      fmt::format("the server's lock_timeout of {} could cut this statement short and leave "
                  "an INVALID index, and behind a pooler it cannot be turned off for one "
                  "session",
                  timeout[0][0].c_str()))
      .with_hint(
          "turn it off for the role that migrates (ALTER ROLE ... SET lock_timeout = 0), or "
          "connect "
          "to the server directly");
}

AloneSession::~AloneSession() {
  // Twice, as a request to cancel that was under way can hit the first.
  for (int attempt = 0; attempt < 2 && !afterwards_.empty() && !session_.is_lost(); ++attempt) {
    try {
      // Without notices: where DISCARD ALL gave the lock back, the server wonders.
      static_cast<void>(ask(session_, afterwards_, {}, Notices::drop));
      return;
    } catch (...) {
      // Again, or the session ends with its owner.
    }
  }
}

}  // namespace migrate
