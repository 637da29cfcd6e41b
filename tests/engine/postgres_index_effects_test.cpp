#include "engine/postgres/postgres_index_effects.hpp"

#include "engine/postgres_effects_fixture.hpp"

namespace migrate {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using PostgresIndexEffects = PostgresEffects;

TEST_F(PostgresIndexEffects, OfAnIndexThatIsNotThereIsAbsent) {
  EXPECT_EQ(state_after("CREATE INDEX CONCURRENTLY i ON users (email)"), State::absent);
}

TEST_F(PostgresIndexEffects, OfAnIndexThatIsThereIsPresent) {
  const std::string sql = "CREATE UNIQUE INDEX CONCURRENTLY i ON users (lower(email)) WHERE id > 0";
  run_alone(sql);
  EXPECT_EQ(state_after(sql + " -- done\n"), State::present);
}

TEST_F(PostgresIndexEffects, OfAnotherIndexOfThatNameIsUnknown) {
  raw("CREATE INDEX i ON users (email)");
  EXPECT_EQ(state_after("CREATE INDEX CONCURRENTLY i ON users (id)"), State::unknown);
}

TEST_F(PostgresIndexEffects, OfAnIndexThatIsNotUniqueAsItShouldBeIsUnknown) {
  raw("CREATE INDEX i ON users (email)");
  EXPECT_EQ(state_after("CREATE UNIQUE INDEX CONCURRENTLY i ON users (email)"), State::unknown);
}

TEST_F(PostgresIndexEffects, OfAnIndexOfAnotherTableIsUnknown) {
  raw("CREATE TABLE t (x int); CREATE INDEX i ON t (x)");
  EXPECT_EQ(state_after("CREATE INDEX CONCURRENTLY i ON users (email)"), State::unknown);
}

TEST_F(PostgresIndexEffects, LeaveNothingOfTheirOwn) {
  raw("CREATE INDEX i ON users (email)");
  const int before = engine_->count_objects();
  static_cast<void>(effect_of("CREATE INDEX CONCURRENTLY i ON users (email)"));
  static_cast<void>(effect_of("CREATE INDEX CONCURRENTLY i ON users (no_such_column)"));
  EXPECT_EQ(engine_->count_objects(), before);
  EXPECT_THAT(notices_, IsEmpty());
}

TEST_F(PostgresIndexEffects, OfAUniqueIndexOnDuplicatesAreFoundNamedAndUndone) {
  const std::string sql = "CREATE UNIQUE INDEX CONCURRENTLY i ON users (email)";
  add_duplicates();
  const Error error = failure_alone(sql);
  EXPECT_EQ(error.code(), "23505");
  EXPECT_THAT(error.notes(), Contains(AllOf(HasSubstr("the index \"public\".\"i\" is INVALID"),
                                            HasSubstr("DROP INDEX CONCURRENTLY"))));
  const Effect effect = effect_of(sql);
  EXPECT_EQ(effect.state, State::absent);
  EXPECT_THAT(effect.found, HasSubstr("the index \"public\".\"i\" is INVALID"));
  EXPECT_THAT(effect.cleanup, ElementsAre("DROP INDEX CONCURRENTLY IF EXISTS \"public\".\"i\""));
}

TEST_F(PostgresIndexEffects, OfAUniqueIndexOnDuplicatesAreGoneAfterTheNextTry) {
  const std::string sql = "CREATE UNIQUE INDEX CONCURRENTLY i ON users (email)";
  add_duplicates();
  static_cast<void>(failure_alone(sql));
  raw("DELETE FROM users WHERE id = 2");
  clean_up(sql);
  run_alone(sql);
  EXPECT_EQ(state_after(sql), State::present);
}

TEST_F(PostgresIndexEffects, AreFoundByQualifiedAndQuotedNamesWithDots) {
  raw(R"(CREATE SCHEMA "My.Schema"; CREATE TABLE "My.Schema"."a.""b" (id int, email text))");
  add_duplicates(R"("My.Schema"."a.""b")");
  const std::string sql =
      R"(CREATE UNIQUE INDEX CONCURRENTLY "i.""J" ON "My.Schema" . "a.""b" (email))";
  static_cast<void>(failure_alone(sql));
  EXPECT_THAT(effect_of(sql).cleanup,
              ElementsAre("DROP INDEX CONCURRENTLY IF EXISTS \"My.Schema\".\"i.\"\"J\""));
  clean_up(sql);
  EXPECT_EQ(effect_of(sql).found, "");
}

TEST_F(PostgresIndexEffects, AreFoundByTheSearchPath) {
  raw("CREATE SCHEMA other; CREATE TABLE other.users (id int, email text)");
  add_duplicates("other.users");
  run_alone("SET search_path = other");
  const std::string sql = "CREATE UNIQUE INDEX CONCURRENTLY I ON Users (email)";
  static_cast<void>(failure_alone(sql));
  EXPECT_THAT(effect_of(sql).found, HasSubstr("\"other\".\"i\""));
}

TEST_F(PostgresIndexEffects, AreFoundByANameThatTheServerCutsShort) {
  const std::string sql = "CREATE INDEX CONCURRENTLY " + std::string(80, 'n') + " ON users (email)";
  run_alone(sql);
  EXPECT_EQ(state_after(sql), State::present);
}

TEST_F(PostgresIndexEffects, OfAnIndexOnAPartitionAreFound) {
  raw("CREATE TABLE p (id int, email text) PARTITION BY RANGE (id);"
      "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (9)");
  add_duplicates("p");
  const std::string sql = "CREATE UNIQUE INDEX CONCURRENTLY i ON p1 (email)";
  static_cast<void>(failure_alone(sql));
  EXPECT_EQ(effect_of(sql).cleanup.size(), 1U);
}

TEST_F(PostgresIndexEffects, OfANamelessIndexAreFoundByTheServersOwnName) {
  const std::string sql = "CREATE UNIQUE INDEX CONCURRENTLY ON users (email)";
  add_duplicates();
  static_cast<void>(failure_alone(sql));
  EXPECT_THAT(effect_of(sql).cleanup,
              ElementsAre("DROP INDEX CONCURRENTLY IF EXISTS \"public\".\"users_email_idx\""));
}

TEST_F(PostgresIndexEffects, OfANamelessIndexAreUnknownWhenThereIsOne) {
  raw("CREATE INDEX ON users (email)");
  EXPECT_EQ(state_after("CREATE INDEX CONCURRENTLY ON users (email)"), State::unknown);
}

TEST_F(PostgresIndexEffects, OfANamelessIndexAreAbsentWhenThereIsNone) {
  EXPECT_EQ(state_after("CREATE INDEX CONCURRENTLY ON users (email)"), State::absent);
}

TEST_F(PostgresIndexEffects, OfANameInUnicodeEscapesAreUnknown) {
  EXPECT_EQ(state_after("CREATE INDEX CONCURRENTLY U&\"\\0061\" ON users (email)"), State::unknown);
}

TEST_F(PostgresIndexEffects, SayThatIfNotExistsTookABrokenIndexForDone) {
  add_duplicates();
  static_cast<void>(failure_alone("CREATE UNIQUE INDEX CONCURRENTLY i ON users (email)"));
  const Error error =
      failure_alone("SELECT 1;\nCREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON users (email)");
  EXPECT_EQ(*error.where(), (Location{"x.sql", 11, 0}));
  EXPECT_THAT(error.what(), HasSubstr("the index \"public\".\"i\" is INVALID"));
  EXPECT_THAT(error.hint(), HasSubstr("DROP INDEX CONCURRENTLY IF EXISTS \"public\".\"i\""));
}

TEST_F(PostgresIndexEffects, OfAnErrorBeforeAnythingWasDoneAreNotTold) {
  EXPECT_THAT(failure_alone("CREATE INDEX CONCURRENTLY i ON users (none)").notes(), IsEmpty());
}

TEST_F(PostgresIndexEffects, OfADroppedIndexIsPresentWhenItIsGone) {
  EXPECT_EQ(state_after("DROP INDEX CONCURRENTLY i"), State::present);
}

TEST_F(PostgresIndexEffects, OfADroppedIndexIsAbsentWhileItIsThere) {
  raw("CREATE INDEX i ON users (email)");
  EXPECT_EQ(state_after("DROP INDEX CONCURRENTLY IF EXISTS i"), State::absent);
}

TEST_F(PostgresIndexEffects, OfADroppedIndexAreAbsentWhenItIsDroppedInPart) {
  raw("CREATE INDEX i ON users (email);"
      "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'i'::regclass");
  EXPECT_EQ(state_after("DROP INDEX CONCURRENTLY public.i"), State::absent);
}

TEST_F(PostgresIndexEffects, TakeNoIndexForTheDroppedOneThatMayHaveHiddenIt) {
  raw("CREATE SCHEMA first; CREATE INDEX i ON users (email)");
  run_alone("SET search_path = first, public");
  EXPECT_EQ(state_after("DROP INDEX CONCURRENTLY i"), State::unknown);
  EXPECT_EQ(state_after("DROP INDEX CONCURRENTLY public.i"), State::absent);
}

class Reindexed : public PostgresIndexEffects, public ::testing::WithParamInterface<const char*> {};

TEST_P(Reindexed, LeavesItsUnfinishedIndexesToTheCleanup) {
  raw("CREATE SCHEMA s; CREATE TABLE s.p (id int, email text) PARTITION BY RANGE (id);"
      "CREATE TABLE s.p1 PARTITION OF s.p FOR VALUES FROM (0) TO (9); CREATE INDEX i ON s.p1 (id);"
      "CREATE INDEX i_ccnew ON s.p1 (id); CREATE INDEX i_ccold1 ON s.p1 (id);"
      "UPDATE pg_index SET indisvalid = false WHERE indexrelid"
      " IN ('s.i_ccnew'::regclass, 's.i_ccold1'::regclass)");
  const Effect effect = effect_of(GetParam());
  EXPECT_EQ(effect.state, State::absent);
  EXPECT_THAT(effect.cleanup, ElementsAre("DROP INDEX CONCURRENTLY IF EXISTS \"s\".\"i_ccnew\"",
                                          "DROP INDEX CONCURRENTLY IF EXISTS \"s\".\"i_ccold1\""));
  clean_up(GetParam());
  run_alone(GetParam());
  EXPECT_THAT(effect_of(GetParam()).cleanup, IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Forms, Reindexed,
                         ::testing::Values("REINDEX TABLE CONCURRENTLY s.p1",
                                           "REINDEX TABLE CONCURRENTLY s.p",
                                           "REINDEX (VERBOSE, CONCURRENTLY) INDEX s.i",
                                           "reindex schema concurrently S"));

TEST_F(PostgresIndexEffects, OfAReindexThatFailedAreToldAndUndone) {
  raw("CREATE INDEX i ON users ((id / (id - 1)))");
  raw("UPDATE pg_index SET indisready = false WHERE indexrelid = 'i'::regclass");
  raw("INSERT INTO users VALUES (1, 'a')");
  raw("UPDATE pg_index SET indisready = true WHERE indexrelid = 'i'::regclass");
  const Error error = failure_alone("REINDEX INDEX CONCURRENTLY i");
  EXPECT_EQ(error.code(), "22012");
  EXPECT_THAT(error.notes(), Contains(HasSubstr("\"public\".\"i_ccnew\"")));
}

}  // namespace
}  // namespace migrate
