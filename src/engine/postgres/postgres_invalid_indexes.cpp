#include "engine/postgres/postgres_invalid_indexes.hpp"

#include <algorithm>
#include <string>

#include <fmt/format.h>
#include <pqxx/result>

#include "engine/postgres/postgres_catalog_words.hpp"
#include "engine/postgres/postgres_exchange.hpp"

namespace migrate {
namespace {

using Grade = Finding::Grade;

constexpr int kMostListed = 10;

/// Who builds an index concurrently holds that lock on its table, as VACUUM does; all may see it.
constexpr const char* kInvalidIndexes =
    "SELECT pg_catalog.format('%I.%I', n.nspname, i.relname), "
    "pg_catalog.format('%I.%I', tn.nspname, t.relname), i.relkind = 'I', "
    "i.relname ~ '_cc(new|old)[0-9]*$', EXISTS (SELECT 1 FROM pg_catalog.pg_locks l WHERE "
    "l.relation = x.indrelid AND l.mode = 'ShareUpdateExclusiveLock' AND l.granted AND l.database "
    "= (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())) "
    "FROM pg_catalog.pg_index x "
    "JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid "
    "JOIN pg_catalog.pg_namespace n ON n.oid = i.relnamespace "
    "JOIN pg_catalog.pg_class t ON t.oid = x.indrelid "
    "JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace "
    "WHERE NOT x.indisvalid ORDER BY 1";

enum Column : int { index, table, is_partitioned, is_leftover, may_be_building };

Finding about(const pqxx::result& rows, int row) {
  const std::string name = text_at(rows, row, Column::index);
  const std::string on = text_at(rows, row, Column::table);
  if (is_true_at(rows, row, Column::is_partitioned)) {
    return {Grade::warning, "indexes",
            fmt::format("{} on {} is not valid: not every partition has its part", name, on),
            fmt::format("build those that lack, then: ALTER INDEX {} ATTACH PARTITION ...", name)};
  }
  if (is_true_at(rows, row, Column::may_be_building)) {
    return {Grade::warning, "indexes",
            fmt::format("{} on {} is INVALID; it is being built, or its table is being vacuumed",
                        name, on),
            "run `migrate doctor` again when that has ended"};
  }
  const std::string text = fmt::format(
      "{} on {} is INVALID: no query uses it, and every write still pays for it", name, on);
  if (is_true_at(rows, row, Column::is_leftover)) {
    return {Grade::failure, "indexes", text,
            fmt::format("REINDEX CONCURRENTLY left it behind: DROP INDEX CONCURRENTLY {}", name)};
  }
  return {Grade::failure, "indexes", text,
          fmt::format("REINDEX INDEX CONCURRENTLY {0}; or DROP INDEX CONCURRENTLY {0}", name)};
}

}  // namespace

void add_invalid_indexes(PostgresHandle& session, std::vector<Finding>& findings,
                         const std::stop_token& stop) {
  const pqxx::result rows = ask(session, kInvalidIndexes, stop);
  const int count = static_cast<int>(rows.size());
  if (count == 0) findings.push_back({Grade::ok, "indexes", "all are valid", {}});
  for (int row = 0; row < std::min(count, kMostListed); ++row) findings.push_back(about(rows, row));
  if (count <= kMostListed) return;
  findings.push_back({Grade::warning, "indexes",
                      fmt::format("and {} more are not valid", count - kMostListed),
                      "see them all: SELECT indexrelid::regclass FROM pg_index WHERE NOT "
                      "indisvalid"});
}

}  // namespace migrate
