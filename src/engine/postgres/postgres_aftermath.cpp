#include "engine/postgres/postgres_aftermath.hpp"

#include <chrono>
#include <string>
#include <thread>

#include <fmt/format.h>
#include <pqxx/result>

#include "engine/postgres/postgres_activity.hpp"
#include "engine/postgres/postgres_exchange.hpp"
#include "engine/postgres/postgres_lock.hpp"

namespace migrate {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kEndsWithin{30};
constexpr std::chrono::milliseconds kAskEvery{100};

Error still_running(const std::string& pid) {
  return Error(Fault::database,
               fmt::format("the server still runs, as pid {}, what the lost connection had sent; "
                           "whether that will be committed is not known yet",
                           pid))
      .with_hint(fmt::format("wait for it, or end it with SELECT pg_terminate_backend({}); then "
                             "see: migrate current",
                             pid));
}

}  // namespace

void wait_for_lost_sessions(PostgresHandle& session, const TableName& table,
                            const std::stop_token& stop) {
  const std::string sql = fmt::format(
      "SELECT pid FROM ({}) AS locks WHERE key = '{}' AND pid <> pg_catalog.pg_backend_pid()",
      advisory_locks_sql(), worker_lock_key(table));
  const Clock::time_point deadline = Clock::now() + kEndsWithin;
  while (true) {
    const pqxx::result lost = ask(session, sql, stop);
    if (lost.empty()) return;
    if (Clock::now() >= deadline) throw still_running(lost[0][0].c_str());
    std::this_thread::sleep_for(kAskEvery);
  }
}

}  // namespace migrate
