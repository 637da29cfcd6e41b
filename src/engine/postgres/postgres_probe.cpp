#include "engine/postgres/postgres_probe.hpp"

#include <sys/socket.h>

#include <chrono>
#include <string>

#include <fmt/format.h>

#include "engine/postgres/postgres_exchange.hpp"

namespace migrate {
namespace {

constexpr std::chrono::seconds kAnswerWithin{10};
constexpr int kCanLookForClient = 140000;  // the server's version
constexpr std::string_view kInvalidValue = "22023";
constexpr const char* kWhoAnswers = "SELECT pg_catalog.pg_backend_pid()";

/// A session of which nothing is known yet may also be one of a server that does not answer.
Error no_answer(const PostgresHandle& session) {
  const std::string place = fmt::format("{}:{}", PQhost(session.raw()), PQport(session.raw()));
  const std::string what =
      session.is_probed()
          ? fmt::format(
                "the pooler at {} gave no second connection within {}s while the first "
                "holds the migration lock: migrate needs a pool of at least two",
                place, kAnswerWithin.count())
          : fmt::format(
                "{} answered nothing within {}s: if it is a pooler, it has no connection to "
                "the server left; the migration lock holds one, so that migrate needs a "
                "pool of at least two",
                place, kAnswerWithin.count());
  return Error(Fault::database, what)
      .with_hint(
          "raise the pool's size (PgBouncer: default_pool_size or pool_size), wait until the other "
          "instance is done, or connect to the server directly");
}

/// A session that does not answer in time, or until the token is set, is cut off: a pooler may heed
/// no request to cancel.
Reply ask_soon(PostgresHandle& session, const char* question, const std::stop_token& stop) {
  const auto cut_off = [socket = PQsocket(session.raw())] { ::shutdown(socket, SHUT_RDWR); };
  const std::stop_callback on_stop(stop, cut_off);
  bool timed_out = false;
  const auto give_up = [&](std::chrono::milliseconds /*waited*/) {
    timed_out = true;
    cut_off();
  };
  try {
    return ask_each(session, question, stop, {give_up, kAnswerWithin}, Notices::drop);
  } catch (const Error& error) {
    throw_if_stopped(stop);
    if (timed_out) throw no_answer(session);
    throw;
  }
}

/// Sets the interval where nothing keeps it: outside of a transaction, until the statement ends.
constexpr const char* kWhoAnswersAndLooks =
    "SELECT pg_catalog.pg_backend_pid(), "
    "pg_catalog.set_config('client_connection_check_interval', '2s', true)";

}  // namespace

void probe(PostgresHandle& session, const std::stop_token& stop) {
  if (session.is_probed() || !session.is_idle()) return;
  const bool may_look = PQserverVersion(session.raw()) >= kCanLookForClient;
  Reply reply = ask_soon(session, may_look ? kWhoAnswersAndLooks : kWhoAnswers, stop);
  // A server on a platform that cannot look refuses the value.
  const bool cannot_look = may_look && reply.failure && reply.failure->code == kInvalidValue;
  if (cannot_look) reply = ask_soon(session, kWhoAnswers, stop);
  if (reply.failure) throw described(*reply.failure);
  const std::string backend = std::to_string(PQbackendPID(session.raw()));
  session.set_probed(PQgetvalue(reply.rows.at(0).get(), 0, 0) != backend, may_look && !cannot_look);
}

void check_pool_answers(PostgresHandle& session, const std::stop_token& stop) {
  if (!session.is_idle()) return;
  if (!session.is_probed()) return probe(session, stop);
  if (!session.is_pooled()) return;
  const Reply reply = ask_soon(session, kWhoAnswers, stop);
  if (reply.failure) throw described(*reply.failure);
}

}  // namespace migrate
