#include "engine/postgres/postgres_statement_nature.hpp"

#include "engine/postgres_fixture.hpp"

namespace migrate {
namespace {

/// What the section's tests say of statements is held against the server's own word here.
class StatementNatureTest : public PostgresTest, public ::testing::WithParamInterface<const char*> {
 protected:
  void SetUp() override {
    PostgresTest::SetUp();
    raw("CREATE TABLE p (id int) PARTITION BY RANGE (id);"
        "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (9);"
        "CREATE INDEX users_email ON users (email); CREATE PROCEDURE q() LANGUAGE sql AS ''");
  }
};

using RefusedByTheServer = StatementNatureTest;

TEST_P(RefusedByTheServer, IsNamedAsRefused) {
  EXPECT_EQ(failure_of(GetParam()).code(), "25001");
  EXPECT_NE(refused_in_transaction(GetParam()), "");
  EXPECT_EQ(nature_of(GetParam()), StatementNature::alone);
}

INSTANTIATE_TEST_SUITE_P(
    Statements, RefusedByTheServer,
    ::testing::Values("CREATE INDEX CONCURRENTLY i ON users (id)",
                      "DROP INDEX CONCURRENTLY users_email", "REINDEX TABLE CONCURRENTLY users",
                      "REINDEX (CONCURRENTLY) INDEX users_email", "REINDEX SCHEMA public",
                      "VACUUM users", "ALTER SYSTEM RESET ALL", "CREATE DATABASE d",
                      "DROP DATABASE IF EXISTS d", "CREATE TABLESPACE s LOCATION '/nowhere'",
                      "DROP TABLESPACE IF EXISTS s",
                      "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY", "CLUSTER", "DISCARD ALL",
                      "CREATE SUBSCRIPTION s CONNECTION 'host=/nowhere' PUBLICATION p"));

using AllowedByTheServer = StatementNatureTest;

TEST_P(AllowedByTheServer, IsNotRefused) {
  run(GetParam());
  EXPECT_EQ(refused_in_transaction(GetParam()), "");
}

INSTANTIATE_TEST_SUITE_P(
    Statements, AllowedByTheServer,
    ::testing::Values("CREATE INDEX i ON users (id)", "DROP INDEX users_email",
                      "REINDEX TABLE users", "REINDEX (CONCURRENTLY false) TABLE users",
                      "CLUSTER users USING users_email", "CLUSTER VERBOSE users USING users_email",
                      "ANALYZE users", "ALTER TABLE p DETACH PARTITION p1", "CALL q()",
                      "DISCARD PLANS", "LISTEN c",
                      "CREATE SUBSCRIPTION s CONNECTION 'host=/nowhere' PUBLICATION p"
                      " WITH (connect = false)"));

TEST_F(PostgresTest, RefusesADoThatCommitsOnlyWhileItRuns) {
  EXPECT_EQ(failure_of("DO $$ BEGIN COMMIT; END $$").code(), "2D000");
}

}  // namespace
}  // namespace migrate
