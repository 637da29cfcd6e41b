#include "runtime/session_trace.hpp"

#include <gtest/gtest.h>

#include "engine/open.hpp"

namespace migrate {
namespace {

/// What the section leaves in its session, and by which statement (from 0): "1 a setting ..."
std::string trace_of(const std::string& section, EngineKind engine = EngineKind::postgresql) {
  const auto pieces = pieces_of(dialect_of(engine), SourceText(section, "r.sql"));
  const auto trace = first_trace(pieces, engine);
  return trace ? std::to_string(trace->statement) + " " + trace->what : "";
}

TEST(SessionTraceTest, FindsTemporaryTables) {
  EXPECT_EQ(trace_of("INSERT INTO t VALUES (1); CREATE TEMP TABLE u AS SELECT 1;"),
            "1 a temporary table, or something like it,");
  EXPECT_NE(trace_of("CREATE TABLE pg_temp.u (x int);"), "");
  EXPECT_NE(trace_of("BEGIN; CREATE TEMPORARY TABLE u (x int); COMMIT;"), "");
  EXPECT_NE(trace_of("CREATE TEMP TABLE keep AS SELECT 1;", EngineKind::sqlite), "");
}

TEST(SessionTraceTest, FindsSettingsInATransactionOfTheSection) {
  EXPECT_EQ(trace_of("BEGIN; SET search_path = s; COMMIT;"), "0 a setting of the session");
  EXPECT_NE(trace_of("BEGIN; SELECT set_config('search_path', 's', false); COMMIT;"), "");
  EXPECT_NE(trace_of("DO $$ BEGIN PERFORM set_config('search_path', 's', false); END $$;"), "");
}

TEST(SessionTraceTest, LeavesOutWhatEndsWithItsTransactionOrIsRunAgain) {
  EXPECT_EQ(trace_of("SET search_path = s; INSERT INTO t VALUES (1);"), "");
  EXPECT_EQ(trace_of("BEGIN; SET LOCAL lock_timeout = 0; UPDATE t SET x = 1; COMMIT;"), "");
  EXPECT_EQ(trace_of("CREATE INDEX CONCURRENTLY i ON t (\"temp\"); SELECT 'temp';"), "");
  EXPECT_EQ(trace_of("PRAGMA case_sensitive_like = ON;", EngineKind::sqlite), "");
}

}  // namespace
}  // namespace migrate
