#include "engine/sqlite/sqlite_watch.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "engine/sqlite/sqlite_database.hpp"
#include "engine/sqlite/sqlite_section.hpp"

namespace migrate {
namespace {

constexpr const char* kEndless =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n;";

/// What a listener throws once it has heard of a statement.
class Seen : public std::runtime_error {
 public:
  explicit Seen(StatementRun what) : std::runtime_error("seen"), run(std::move(what)) {}
  StatementRun run;
};

void throw_seen(const StatementRun& run) { throw Seen(run); }

TEST(SqliteWatch, TellsOfAStatementThatRunsLongAndWhereItStands) {
  SqliteHandle handle(":memory:", {SqliteAccess::create, {}});
  handle.set_listener(throw_seen);
  try {
    run_section(handle, SourceText("SELECT 1;\n\n" + std::string(kEndless), "x.sql", 10),
                Atomicity::none);
    FAIL() << "it ended";
  } catch (const Seen& seen) {
    EXPECT_EQ(seen.run.where.file, "x.sql");
    EXPECT_EQ(seen.run.where.line, 12U);
    EXPECT_GE(seen.run.elapsed, std::chrono::seconds(1));
  }
}

TEST(SqliteWatch, PassesOnWhatTheListenerThrowsAndLeavesNothing) {
  const auto database = open_sqlite(":memory:", {});
  const auto connection = database->connect(OpenMode::read_write);
  connection->on_wait(throw_seen);
  const std::string sql = "CREATE TABLE t (x); " + std::string(kEndless);
  EXPECT_THROW(connection->run({"", SourceText(sql, "x.sql"), {"", "migrate_version"}, {}}), Seen);
  EXPECT_EQ(connection->query("SELECT count(*) FROM sqlite_master")[0][0], "0");
}

TEST(SqliteWatch, TellsNothingToWhoHasGone) {
  SqliteHandle handle(":memory:", {SqliteAccess::create, {}});
  handle.set_listener(throw_seen);
  EXPECT_THROW(run_section(handle, SourceText(kEndless, "x.sql"), Atomicity::none), Seen);
  // Two seconds' worth of steps on any machine, without a watch.
  EXPECT_EQ(handle.query("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT "
                         "10000) SELECT count(*) FROM n")[0][0],
            "10000");
}

}  // namespace
}  // namespace migrate
