#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/script_psql_database.hpp"
#include "engine/script_shells.hpp"

namespace migrate {
namespace {

using ::testing::HasSubstr;

TEST(PsqlScript, WritesTheSameBytesAsTheGolden) {
  expect_golden("script_psql.sql", golden_script(EngineKind::postgresql));
}

TEST_F(Psql, RunsTheGolden) {
  const ProgramRun result = run(golden_script(EngineKind::postgresql));
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(rows(), "ccc\n");
}

TEST_F(Psql, RunsFromSeveralRowsWhateverTheDatabaseSortsThemBy) {
  stand_at("('a_1'), ('B'), ('a.1')");
  EXPECT_EQ(run(from({"a_1", "B", "a.1"})).code, 0);
  EXPECT_EQ(rows(), "B\na.1\nbbb\n");
}

TEST_F(Psql, RunsFromBaseOnAnEmptyTable) {
  ask(kMakeTable);
  EXPECT_EQ(run(from({})).code, 0);
  EXPECT_EQ(rows(), "bbb\n");
}

TEST_F(Psql, FindsTheTableOnTheSearchPath) {
  ask("CREATE SCHEMA \"S \"\"x\"; ALTER DATABASE " + ask("SELECT current_database()") +
      " SET search_path = \"S \"\"x\", public");
  stand_at("('aaa')");
  EXPECT_EQ(run(from({"aaa"})).code, 0);
  EXPECT_EQ(ask("SELECT version_num FROM \"S \"\"x\".migrate_version"), "bbb\n");
}

TEST_F(Psql, MakesATableWithCapitalsAndQuotesInASchemaOfThatKind) {
  ask("CREATE SCHEMA \"My :x 'schema\"");
  const TableName odd{"My :x 'schema", "My \"ver'sion; :x \\ {}"};
  const ProgramRun result = run(from({}, odd));
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(ask("SELECT version_num FROM \"My :x 'schema\".\"My \"\"ver'sion; :x \\ {}\""),
            "bbb\n");
}

TEST_F(Psql, GuardsATableWithCapitalsAndQuotes) {
  ask("CREATE TABLE \"My \"\"ver'sion; :x\" (version_num text); INSERT INTO \"My \"\"ver'sion; "
      ":x\" "
      "VALUES ('zzz')");
  EXPECT_THAT(run(from({"aaa"}, {"", "My \"ver'sion; :x"})).err,
              HasSubstr(kNotAtAaa + std::string("zzz")));
}

TEST_F(Psql, StopsWhereTheSchemaIsMissing) {
  const ProgramRun result = run(from({}, {"missing", "migrate_version"}));
  EXPECT_EQ(result.code, 3);
  EXPECT_THAT(result.err, HasSubstr("schema \"missing\" does not exist"));
}

TEST_F(Psql, FindsItsTableAfterARevisionThatClearsTheSearchPath) {
  const ProgramRun result = run(from(
      {}, kTable, "SELECT set_config('search_path', '', false); CREATE TABLE public.t (a int);"));
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(rows(), "bbb\n");
}

TEST_F(Psql, TakesARowThatIsGoneForAFailure) {
  stand_at("('aaa')");
  const ProgramRun result = run(script({"aaa"}, [](Connection& connection) {
    connection.run(upgrade_batch("other", "bbb", "CREATE TABLE t (a int);", kTable));
  }));
  EXPECT_EQ(result.code, 3);
  EXPECT_THAT(result.err, HasSubstr("migrate: 0 version rows changed, not 1; rolled back"));
  EXPECT_EQ(tables(), "migrate_version\n");
}

TEST_F(Psql, EndsASectionWhoseLastLineIsAComment) {
  const ProgramRun result = run(from({}, kTable, "CREATE TABLE t (a int) -- the end"));
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(rows(), "bbb\n");
}

TEST_F(Psql, StandsASectionOfCommentsAlone) {
  const ProgramRun result = run(from({}, kTable, "-- nothing \\q :x /* to do\n\n"));
  EXPECT_EQ(result.code, 0) << result.err;
}

TEST_F(Psql, PassesAllBytesOfAString) {
  const std::string text = "a\n\n\\q\n.\n;\n-- x /* :n :HOST \t\r\n$$ \\ \xc3\xa4";
  EXPECT_EQ(value_after("CREATE TABLE t AS SELECT\n'" + text + "' AS a;"), text + "\n");
}

TEST_F(Psql, PassesAllBytesOfADollarBody) {
  EXPECT_EQ(value_after("CREATE TABLE t AS SELECT $x$\n\n :USER; $$ '\n$x$ AS a;"),
            "\n\n :USER; $$ '\n\n");
}

TEST_F(Psql, PassesAllBytesAfterARevisionThatChangesTheEncoding) {
  const ProgramRun result = run(script({}, [](Connection& connection) {
    connection.create_versions(kTable);
    connection.run(upgrade_batch("", "aaa", "SET client_encoding = 'LATIN1';", kTable));
    connection.run(upgrade_batch("aaa", "bbb", "CREATE TABLE t AS SELECT 'é' AS a;", kTable));
  }));
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(ask("SELECT length(a) FROM t"), "1\n");
}

TEST_F(Psql, LeavesASliceAloneWhateverTheCallerHasSet) {
  EXPECT_EQ(value_after("CREATE TABLE t AS SELECT (ARRAY[7,8,9])[1:2] AS a;", {"-v", "2=3"}),
            "{7,8}\n");
}

TEST_F(Psql, LeavesACastAloneWhateverTheCallerHasSet) {
  EXPECT_EQ(value_after("CREATE TABLE t AS SELECT '7'::int AS a;", {"-v", "int=wrong"}), "7\n");
}

TEST_F(Psql, LeavesANameAloneWhateverTheCallerHasSet) {
  EXPECT_EQ(value_after("CREATE TABLE t AS SELECT (ARRAY[7,8,9])[lo:hi] AS a"
                        " FROM (SELECT 1 AS lo, 2 AS hi) AS x;",
                        {"-v", "hi=3"}),
            "{7,8}\n");
}

TEST_F(Psql, MakesFunctionsWithSqlBodies) {
  const ProgramRun result =
      run(from({}, kTable,
               "CREATE FUNCTION f() RETURNS int LANGUAGE SQL BEGIN ATOMIC SELECT 1; "
               "SELECT CASE WHEN true THEN 2 END; END;\n"));
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(ask("SELECT f()"), "2\n");
}

TEST_F(Psql, ChangesNothingWhenAnOpenParenthesisSwallowsTheRest) {
  const ProgramRun result = run(from({}, kTable, "CREATE TABLE t (a int;\n"));
  EXPECT_NE(result.code, 0);
  EXPECT_EQ(rows(), "");
}

TEST_F(Psql, RunsUntransactedSectionsOutsideATransaction) {
  stand_at("('aaa')");
  const ProgramRun result = run(from(
      {"aaa"}, kTable,
      "CREATE INDEX CONCURRENTLY x ON migrate_version (version_num);\nVACUUM migrate_version;\n",
      Atomicity::none));
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(rows(), "bbb\n");
}

TEST_F(Psql, RollsBackAnUntransactedSectionThatEndsInATransaction) {
  const ProgramRun result =
      run(from({}, kTable, "BEGIN; CREATE TABLE t (a int);\n", Atomicity::none));
  EXPECT_EQ(result.code, 3);
  EXPECT_THAT(result.err, HasSubstr("ended inside a transaction of its own"));
  EXPECT_EQ(tables(), "migrate_version\n");
}

TEST_F(Psql, AllowsATransactionThatAnUntransactedSectionEnds) {
  const ProgramRun result =
      run(from({}, kTable, "BEGIN; CREATE TABLE t (a int); COMMIT;\n", Atomicity::none));
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(rows(), "bbb\n");
}

TEST_F(Psql, RollsAllBackWhenOneRevisionOfASingleTransactionFails) {
  run(script({}, [](Connection& connection) {
    connection.create_versions(kTable);
    connection.begin();
    connection.run(upgrade_batch("", "aaa", "CREATE TABLE t (a int);", kTable, Atomicity::joined));
    connection.run(upgrade_batch("aaa", "bbb", "SELECT wrong;", kTable, Atomicity::joined));
    connection.commit();
  }));
  EXPECT_EQ(tables(), "migrate_version\n");
  EXPECT_EQ(rows(), "");
}

TEST_F(Psql, CommitsASingleTransaction) {
  run(script({}, [](Connection& connection) {
    connection.create_versions(kTable);
    connection.begin();
    connection.run(upgrade_batch("", "aaa", "CREATE TABLE t (a int);", kTable, Atomicity::joined));
    connection.run(upgrade_batch("aaa", "bbb", "", kTable, Atomicity::joined));
    connection.commit();
  }));
  EXPECT_EQ(rows(), "bbb\n");
}

TEST_F(Psql, WidensTheColumn) {
  ask("CREATE TABLE migrate_version (version_num VARCHAR(3) NOT NULL PRIMARY KEY);"
      "INSERT INTO migrate_version VALUES ('aaa')");
  const ProgramRun result = run(script({"aaa"}, [](Connection& connection) {
    connection.widen_versions(kTable);
    connection.run(upgrade_batch("aaa", "longer", "", kTable));
  }));
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(rows(), "longer\n");
}

TEST_F(Psql, WidensATableOfAlembicForALongId) {
  ask("CREATE TABLE migrate_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)");
  const std::string id(40, 'x');
  run(script({}, [&](Connection& connection) {
    connection.create_versions(kTable);
    connection.run(upgrade_batch("", id, "", kTable));
  }));
  EXPECT_EQ(rows(), id + "\n");
}

TEST_F(Psql, LeavesATableThatIsWideEnoughAsItStands) {
  ask("CREATE TABLE migrate_version (version_num VARCHAR(40) NOT NULL PRIMARY KEY)");
  run(script({}, [&](Connection& connection) {
    connection.create_versions(kTable);
    connection.run(upgrade_batch("", std::string(40, 'x'), "", kTable));
  }));
  EXPECT_EQ(ask("SELECT character_maximum_length FROM information_schema.columns"
                " WHERE table_name = 'migrate_version'"),
            "40\n");
}

TEST_F(Psql, IsNotFooledByAFetchCountOfTheCallers) {
  const ProgramRun result =
      run(from({}, kTable, "CREATE TABLE t (a int);\n", Atomicity::none), {"-v", "FETCH_COUNT=1"});
  EXPECT_EQ(result.code, 0) << result.err;
}

TEST_F(Psql, ClearsAllRowsFromAnyStart) {
  stand_at("('x'), ('y')");
  const ProgramRun result = run(script({}, [](Connection& connection) {
    connection.create_versions(kTable);
    connection.begin();
    connection.clear_versions(kTable);
    connection.run(upgrade_batch("", "aaa", "", kTable, Atomicity::joined));
    connection.commit();
  }));
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(rows(), "aaa\n");
}

TEST_F(Psql, MakesTheVersionTableFromAnyStart) {
  stand_at("('x')");
  EXPECT_EQ(run(script({}, [](Connection& c) { c.create_versions(kTable); })).code, 0);
}

TEST_F(Psql, AnEmptyPlanStillChecksTheStart) {
  EXPECT_THAT(run(script({"aaa"}, [](Connection&) {})).err, HasSubstr(kNotAtAaa));
}

TEST_F(Psql, AnEmptyPlanIsAScriptThatRuns) {
  stand_at("('aaa')");
  EXPECT_EQ(run(script({"aaa"}, [](Connection&) {})).code, 0);
}

}  // namespace
}  // namespace migrate
