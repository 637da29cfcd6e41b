#pragma once

#include <chrono>
#include <stop_token>

#include "base/source_text.hpp"
#include "engine/postgres/postgres_handle.hpp"

namespace migrate {

/// Waits while another session of this database runs the text of `statement`: the server goes on
/// with it when its client was killed. Throws Error (Fault::database) that names the session when
/// it still does after `patience`, Fault::cancelled when the token is set.
void wait_for_orphan(PostgresHandle& session, const SourceText& statement,
                     const std::stop_token& stop, std::chrono::milliseconds patience);

}  // namespace migrate
