#include "engine/postgres/postgres_orphan.hpp"

#include <condition_variable>
#include <mutex>
#include <string>
#include <string_view>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <pqxx/result>

#include "base/utf8.hpp"
#include "engine/postgres/postgres_catalog_words.hpp"
#include "engine/postgres/postgres_dialect.hpp"
#include "engine/postgres/postgres_exchange.hpp"

namespace migrate {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds kLookAgain{200};
constexpr std::size_t kMostCompared = 1000;  // bytes of the statement
constexpr std::string_view kTail = " \t\r\n;";

/// The most that is compared of a text; the server keeps only so much of it as well.
std::string beginning_of(std::string_view text) {
  std::size_t end = std::min(text.size(), kMostCompared);
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return std::string(text.substr(0, end));
}

/// The sessions that run the text, or one that begins as it does where one of them is cut off.
std::string orphan_sql(std::string_view statement) {
  statement = statement.substr(0, statement.find_last_not_of(kTail) + 1);
  const std::string beginning = beginning_of(statement);
  const std::string text = postgres_dialect().quoted_string(beginning);
  const std::string same =
      beginning.size() < statement.size()
          ? fmt::format("pg_catalog.left(a.query, pg_catalog.length({0})) = {0}", text)
          : fmt::format(R"(pg_catalog.rtrim(a.query, E' \t\r\n;') = {})", text);
  return fmt::format(
      "SELECT a.pid FROM pg_catalog.pg_stat_activity a, pg_catalog.pg_settings s"
      " WHERE s.name = 'track_activity_query_size' AND a.datname = pg_catalog.current_database()"
      " AND a.state = 'active' AND a.pid <> pg_catalog.pg_backend_pid() AND ({} OR"
      " (pg_catalog.octet_length(a.query) >= s.setting::int4 - 5"
      " AND pg_catalog.left({}, pg_catalog.length(a.query)) = a.query)) LIMIT 1",
      same, text);
}

void nap(const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any wake;
  std::unique_lock lock(mutex);
  wake.wait_for(lock, stop, kLookAgain, [] { return false; });
}

Error still_running(const SourceText& statement, const std::string& pid, milliseconds patience) {
  return statement
      .error_on_line(Fault::database, 0,
                     fmt::format("the server still runs this statement for a session that is gone "
                                 "(pid {}), and did so for {}",
                                 pid, patience))
      .with_hint(fmt::format(
          "try again when it has ended, or end it with: SELECT pg_terminate_backend({})", pid));
}

}  // namespace

void wait_for_orphan(PostgresHandle& session, const SourceText& statement,
                     const std::stop_token& stop, milliseconds patience) {
  const std::string sql = orphan_sql(statement.text());
  const Clock::time_point end = Clock::now() + patience;
  for (pqxx::result rows = ask(session, sql, stop); !rows.empty(); rows = ask(session, sql, stop)) {
    if (Clock::now() >= end) throw still_running(statement, text_at(rows, 0, 0), patience);
    nap(stop);
  }
}

}  // namespace migrate
