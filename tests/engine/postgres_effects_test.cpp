#include "engine/postgres/postgres_effects.hpp"

#include "engine/postgres_effects_fixture.hpp"

namespace migrate {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class RepeatableStatement : public PostgresEffects,
                            public ::testing::WithParamInterface<const char*> {};

TEST_P(RepeatableStatement, MayRunTwice) { EXPECT_EQ(state_after(GetParam()), State::repeatable); }

INSTANTIATE_TEST_SUITE_P(Statements, RepeatableStatement,
                         ::testing::Values("VACUUM FULL users", "ALTER SYSTEM SET work_mem = '1MB'",
                                           "CLUSTER", "REINDEX SYSTEM d", "DISCARD ALL", "COMMIT",
                                           "ALTER SUBSCRIPTION s REFRESH PUBLICATION",
                                           "BEGIN; SELECT nextval('s'); ROLLBACK",
                                           "BEGIN; INSERT INTO users VALUES (1)"));

class UnknownStatement : public PostgresEffects,
                         public ::testing::WithParamInterface<const char*> {};

TEST_P(UnknownStatement, IsForPeopleToLookAt) {
  EXPECT_EQ(state_after(GetParam()), State::unknown);
}

INSTANTIATE_TEST_SUITE_P(Statements, UnknownStatement,
                         ::testing::Values("CALL p()", "DO $$ BEGIN COMMIT; END $$",
                                           "BEGIN; SELECT 1; PREPARE TRANSACTION 'x'",
                                           "BEGIN; SELECT 1; COMMIT AND CHAIN; ROLLBACK",
                                           "COMMIT PREPARED 'x'",
                                           "BEGIN READ WRITE; SELECT 1; COMMIT",
                                           "INSERT INTO users VALUES (1)"));

TEST_F(PostgresEffects, OfANewDatabaseArePresentWhenItIsThere) {
  const std::string name = raw("SELECT current_database()");
  EXPECT_EQ(state_after("CREATE DATABASE " + name), State::present);
  EXPECT_EQ(state_after("CREATE DATABASE " + name + "_none"), State::absent);
  EXPECT_EQ(state_after("DROP DATABASE IF EXISTS " + name), State::absent);
  EXPECT_EQ(state_after("DROP DATABASE " + name + "_none"), State::present);
}

TEST_F(PostgresEffects, OfAMovedDatabaseArePresentWhenItIsThere) {
  const std::string name = raw("SELECT current_database()");
  EXPECT_EQ(state_after("ALTER DATABASE " + name + " SET TABLESPACE pg_default"), State::present);
  EXPECT_EQ(state_after("ALTER DATABASE " + name + " SET TABLESPACE pg_global"), State::absent);
}

TEST_F(PostgresEffects, OfATablespaceOrASubscriptionAreLookedUp) {
  EXPECT_EQ(state_after("CREATE TABLESPACE s LOCATION '/s'"), State::absent);
  EXPECT_EQ(state_after("DROP TABLESPACE pg_default"), State::absent);
  EXPECT_EQ(state_after("CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p"), State::absent);
  EXPECT_EQ(state_after("DROP SUBSCRIPTION s"), State::present);
}

class DetachedPartition : public PostgresEffects {
 protected:
  static constexpr const char* kDetach = "ALTER TABLE p DETACH PARTITION \"P.1\" CONCURRENTLY";

  void SetUp() override {
    PostgresEffects::SetUp();
    raw("CREATE TABLE p (id int) PARTITION BY RANGE (id);"
        "CREATE TABLE \"P.1\" PARTITION OF p FOR VALUES FROM (0) TO (9)");
  }
};

TEST_F(DetachedPartition, IsAbsentWhileItIsAttached) {
  EXPECT_EQ(state_after(kDetach), State::absent);
}

TEST_F(DetachedPartition, IsPresentWhenItIsDetached) {
  run_alone(kDetach);
  EXPECT_EQ(state_after(kDetach), State::present);
}

TEST_F(DetachedPartition, IsFinalizedWhenItWasCutOff) {
  const RawSession reader = open_raw();
  PQclear(PQexec(reader.get(), "BEGIN; SELECT count(*) FROM p"));
  EXPECT_EQ(failure_alone("SET statement_timeout = '200ms';\n" + std::string(kDetach)).code(),
            "57014");
  PQclear(PQexec(reader.get(), "COMMIT"));
  run_alone("SET statement_timeout = 0");
  const Effect effect = effect_of(kDetach);
  EXPECT_EQ(effect.state, State::present);
  EXPECT_THAT(
      effect.cleanup,
      ElementsAre("ALTER TABLE \"public\".\"p\" DETACH PARTITION \"public\".\"P.1\" FINALIZE"));
  clean_up(kDetach);
  EXPECT_THAT(effect_of(kDetach).cleanup, IsEmpty());
  EXPECT_EQ(raw("SELECT count(*) FROM pg_inherits"), "0");
}

}  // namespace
}  // namespace migrate
