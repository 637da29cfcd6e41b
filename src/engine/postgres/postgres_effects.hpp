#pragma once

#include <chrono>
#include <stop_token>
#include <string_view>

#include "base/source_text.hpp"
#include "db/section_statement.hpp"
#include "engine/postgres/postgres_handle.hpp"
#include "migrate/error.hpp"

namespace migrate {

/// How long effect_of_statement waits for a statement that the server still runs.
constexpr std::chrono::milliseconds kOrphanPatience = std::chrono::seconds(60);

/// What the database shows of a statement that runs outside of transactions, see
/// Connection::effect_of. Names mean what they mean in this session: what the section has SET
/// before must have been SET again. First waits while another session of this database runs the
/// same text, as that of a killed client goes on in the server; throws Error (Fault::database) that
/// names its pid when it still does after `patience`.
[[nodiscard]] Effect effect_of_statement(PostgresHandle& session, const SourceText& statement,
                                         const std::stop_token& stop,
                                         std::chrono::milliseconds patience = kOrphanPatience);

/// Looks after a statement that succeeded outside of transactions: throws Error when the index of
/// a CREATE INDEX CONCURRENTLY is INVALID, as IF NOT EXISTS takes a broken one for done. Takes no
/// notice of other statements. `offset` is the statement's place in `section`.
void check_after(PostgresHandle& session, const SourceText& section, std::size_t offset,
                 std::string_view statement, const std::stop_token& stop);

/// `error`, which `statement` met outside of transactions, with a note on the INVALID index that it
/// left, if any. Never throws for want of an answer.
[[nodiscard]] Error with_leftovers(PostgresHandle& session, std::string_view statement,
                                   const Error& error);

}  // namespace migrate
