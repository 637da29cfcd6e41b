#pragma once

#include <memory>
#include <stop_token>

#include <libpq-fe.h>

#include "engine/postgres/postgres_address.hpp"

namespace migrate {

struct FinishPostgres {
  void operator()(PGconn* connection) const noexcept { PQfinish(connection); }
};
using RawPostgres = std::unique_ptr<PGconn, FinishPostgres>;

/// Opens a connection that names itself `migrate` (unless the address has an application_name) and
/// speaks UTF-8. Gives up after the connect_timeout that libpq was told, else after ten seconds.
/// Notices within about a minute that the network no longer carries it (keepalives_idle 20,
/// keepalives_interval 10, keepalives_count 3, tcp_user_timeout 60000), unless the address sets one
/// of these itself. Throws Error: Fault::database with what to try, or Fault::cancelled when the
/// token was set.
[[nodiscard]] RawPostgres connect_postgres(const PostgresAddress& address,
                                           const std::stop_token& stop);

}  // namespace migrate
