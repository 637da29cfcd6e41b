#pragma once

#include <stop_token>

#include "engine/postgres/postgres_handle.hpp"

namespace migrate {

/// Finds out, once for a session, what is to be known before it is used: session.is_pooled() and
/// session.looks_for_client(). Not inside a transaction, where it does nothing.
///
/// Throws Error (Fault::database) when there is no answer within ten seconds: the question waits
/// for nothing in the server, so that then a pooler has no connection to give.
void probe(PostgresHandle& session, const std::stop_token& stop);

/// Throws as probe does when a pooler has no connection to the server for this session now: its
/// pool may be too small for the migration lock and this. Asks nothing of a server itself, and
/// nothing inside a transaction.
void check_pool_answers(PostgresHandle& session, const std::stop_token& stop);

}  // namespace migrate
