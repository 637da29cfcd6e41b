#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/script_sqlite_database.hpp"

namespace migrate {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

/// How a reader may run a script; D is the database and S the script.
enum class Form { input, bail, read, read_from_input };

class SqliteGuard : public SqliteShell, public ::testing::WithParamInterface<Form> {
 protected:
  ProgramRun run_as_asked(const std::string& script) {
    const std::string file = write("a script.sql", script);
    const std::string read = ".read \"" + file + "\"";
    switch (GetParam()) {
      case Form::input:
        return run_program({"sqlite3", database_}, file);
      case Form::bail:
        return run_program({"sqlite3", "-bail", database_}, file);
      case Form::read:
        return run_program({"sqlite3", database_, read});
      case Form::read_from_input:
        return run_program({"sqlite3", database_}, write("input", read + "\n"));
    }
    return {};
  }

  void expect_refusal(const std::string& script, const std::string& message) {
    const std::string before = dump();
    const ProgramRun run = run_as_asked(script);
    EXPECT_NE(run.code, 0);
    EXPECT_THAT(run.err, HasSubstr(message));
    EXPECT_EQ(dump(), before);
  }
};

constexpr char kNotAtAaa[] =
    "migrate: this script starts at aaa, but the database is elsewhere; nothing was changed";

TEST_P(SqliteGuard, RefusesAScriptOfPsql) {
  const ProgramRun run = run_as_asked(golden_script(EngineKind::postgresql));
  EXPECT_EQ(run.code, 3);
  EXPECT_THAT(run.out, StartsWith("migrate: this script is for psql, and nothing was changed"));
  EXPECT_EQ(ask("SELECT count(*) FROM sqlite_master"), "0\n");
}

TEST_P(SqliteGuard, RefusesAMissingTable) { expect_refusal(from({"aaa"}), kNotAtAaa); }

TEST_P(SqliteGuard, RefusesAnEmptyTable) {
  ask(kMakeTable);
  expect_refusal(from({"aaa"}), kNotAtAaa);
}

TEST_P(SqliteGuard, RefusesAnotherRow) {
  ask(kMakeTable + std::string("INSERT INTO migrate_version VALUES ('zzz');"));
  expect_refusal(from({"aaa"}), kNotAtAaa);
}

TEST_P(SqliteGuard, RefusesOneRowMore) {
  ask(kMakeTable + std::string("INSERT INTO migrate_version VALUES ('aaa'), ('zzz');"));
  expect_refusal(from({"aaa"}), kNotAtAaa);
}

TEST_P(SqliteGuard, RefusesOneRowLess) {
  ask(kMakeTable + std::string("INSERT INTO migrate_version VALUES ('aaa');"));
  expect_refusal(from({"aaa", "abc"}), "starts at aaa, abc, but");
}

TEST_P(SqliteGuard, RefusesRowsWhereTheScriptStartsAtBase) {
  ask(kMakeTable + std::string("INSERT INTO migrate_version VALUES ('aaa');"));
  expect_refusal(from({}), "migrate: this script starts at base, but the database is elsewhere");
}

TEST_P(SqliteGuard, RefusesADatabaseThatIsAlreadyWhereTheScriptEnds) {
  ask(kMakeTable + std::string("INSERT INTO migrate_version VALUES ('aaa');"));
  run(from({"aaa"}));
  expect_refusal(from({"aaa"}), kNotAtAaa);
}

TEST_P(SqliteGuard, RunsFromTheRightRows) {
  ask(kMakeTable + std::string("INSERT INTO migrate_version VALUES ('abc'), ('aaa');"));
  EXPECT_EQ(run_as_asked(from({"abc", "aaa"})).code, 0);
  EXPECT_EQ(rows(), "aaa\nbbb\n");
}

TEST_P(SqliteGuard, RunsFromBaseOnANewDatabase) {
  EXPECT_EQ(run_as_asked(from({})).code, 0);
  EXPECT_EQ(rows(), "bbb\n");
}

TEST_P(SqliteGuard, RunsFromBaseOnAnEmptyTable) {
  ask(kMakeTable);
  EXPECT_EQ(run_as_asked(from({})).code, 0);
  EXPECT_EQ(rows(), "bbb\n");
}

TEST_P(SqliteGuard, StopsAtAFailedStatementAndKeepsTheRevisionsBeforeIt) {
  const ProgramRun run = run_as_asked(script({}, [](Connection& connection) {
    connection.create_versions(kTable);
    connection.run(upgrade_batch("", "aaa", "CREATE TABLE t (a);", kTable));
    connection.run(upgrade_batch("aaa", "bbb", "CREATE TABLE u (a); SELECT wrong;", kTable));
    connection.run(upgrade_batch("bbb", "ccc", "CREATE TABLE v (a);", kTable));
  }));
  EXPECT_NE(run.code, 0);
  EXPECT_EQ(ask("SELECT group_concat(name) FROM sqlite_master WHERE type = 'table'"),
            "migrate_version,t\n");
  EXPECT_EQ(rows(), "aaa\n");
}

std::string form_name(const ::testing::TestParamInfo<Form>& form) {
  switch (form.param) {
    case Form::input:
      return "Input";
    case Form::bail:
      return "Bail";
    case Form::read:
      return "Read";
    case Form::read_from_input:
      return "ReadFromInput";
  }
  return {};
}

INSTANTIATE_TEST_SUITE_P(Forms, SqliteGuard,
                         ::testing::Values(Form::input, Form::bail, Form::read,
                                           Form::read_from_input),
                         form_name);

TEST(SqliteShellScript, WritesTheSameBytesAsTheGolden) {
  expect_golden("script_sqlite.sql", golden_script(EngineKind::sqlite));
}

TEST_F(SqliteShell, RunsTheGolden) {
  const ProgramRun result = run(golden_script(EngineKind::sqlite));
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(rows(), "ccc\n");
}

TEST_F(SqliteShell, SaysNothingWhenAllGoesWell) {
  const ProgramRun result = run(from({}));
  EXPECT_EQ(result.out + result.err, "");
}

TEST_F(SqliteShell, LeavesNothingButTheRevisionsAndTheVersionTable) {
  run(from({}));
  EXPECT_EQ(ask("SELECT group_concat(name) FROM sqlite_master WHERE type <> 'index'"),
            "migrate_version,t\n");
}

TEST_F(SqliteShell, FindsATableWithCapitalsAndQuotes) {
  const TableName odd{"", "My \"ver'sion; :x"};
  run(from({}, odd));
  EXPECT_EQ(ask("SELECT version_num FROM \"My \"\"ver'sion; :x\""), "bbb\n");
}

TEST_F(SqliteShell, GuardsATableWithCapitalsAndQuotes) {
  const TableName odd{"", "My \"ver'sion; :x"};
  ask("CREATE TABLE \"My \"\"ver'sion; :x\" (version_num)");
  EXPECT_THAT(run(from({"aaa"}, odd)).err, HasSubstr(kNotAtAaa));
}

TEST_F(SqliteShell, FindsATableWhoseNameWasGivenInOtherCase) {
  ask("CREATE TABLE Migrate_Version (version_num); INSERT INTO migrate_version VALUES ('aaa')");
  EXPECT_EQ(run(from({"aaa"})).code, 0);
}

TEST_F(SqliteShell, TakesARowThatIsGoneForAFailure) {
  ask(kMakeTable + std::string("INSERT INTO migrate_version VALUES ('aaa');"));
  const ProgramRun result = run(script({"aaa"}, [](Connection& connection) {
    connection.run(upgrade_batch("other", "bbb", "CREATE TABLE t (a);", kTable));
  }));
  EXPECT_NE(result.code, 0);
  EXPECT_THAT(result.err, HasSubstr("did not change in exactly one row; rolled back"));
  EXPECT_EQ(ask("SELECT count(*) FROM sqlite_master WHERE name = 't'"), "0\n");
}

TEST_F(SqliteShell, EndsASectionWhoseLastLineIsAComment) {
  const ProgramRun result = run(script({}, [](Connection& connection) {
    connection.create_versions(kTable);
    connection.run(upgrade_batch("", "aaa", "CREATE TABLE t (a) -- the end", kTable));
  }));
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(rows(), "aaa\n");
}

TEST_F(SqliteShell, StandsASectionOfCommentsAlone) {
  const ProgramRun result = run(script({}, [](Connection& connection) {
    connection.create_versions(kTable);
    connection.run(upgrade_batch("", "aaa", "-- nothing /* to do\n\n", kTable));
  }));
  EXPECT_EQ(result.code, 0) << result.err;
}

TEST_F(SqliteShell, PassesAllBytesOfAString) {
  const std::string text = "a\n.quit\n#\n/\ngo\n;\n-- x\n\n:n $n ?1 \t\r \\ \xc3\xa4";
  run(script({}, [&](Connection& connection) {
    connection.create_versions(kTable);
    connection.run(upgrade_batch(
        "", "aaa", "CREATE TABLE t (a); INSERT INTO t VALUES (\n'" + text + "');\n", kTable));
  }));
  EXPECT_EQ(ask("SELECT a FROM t"), text + "\n");
}

TEST_F(SqliteShell, MakesTriggersWithSeveralStatements) {
  const ProgramRun result = run(script({}, [](Connection& connection) {
    connection.create_versions(kTable);
    connection.run(upgrade_batch("", "aaa",
                                 "CREATE TABLE t (a);\nCREATE TRIGGER x AFTER INSERT ON t BEGIN\n"
                                 "  SELECT 1;\n  SELECT CASE 1 WHEN 1 THEN 2 END;\nEND;\n",
                                 kTable));
  }));
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(ask("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"), "1\n");
}

TEST_F(SqliteShell, RunsUntransactedSectionsOutsideATransaction) {
  const ProgramRun result = run(script({}, [](Connection& connection) {
    connection.create_versions(kTable);
    connection.run(
        upgrade_batch("", "aaa", "PRAGMA journal_mode = wal;\nVACUUM;\n", kTable, Atomicity::none));
  }));
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(rows(), "aaa\n");
}

TEST_F(SqliteShell, RollsBackAnUntransactedSectionThatEndsInATransaction) {
  const ProgramRun result = run(script({}, [](Connection& connection) {
    connection.create_versions(kTable);
    connection.run(
        upgrade_batch("", "aaa", "BEGIN; CREATE TABLE t (a);\n", kTable, Atomicity::none));
  }));
  EXPECT_NE(result.code, 0);
  EXPECT_EQ(ask("SELECT count(*) FROM sqlite_master WHERE name = 't'"), "0\n");
}

TEST_F(SqliteShell, RollsAllBackWhenOneRevisionOfASingleTransactionFails) {
  run(script({}, [](Connection& connection) {
    connection.begin();
    connection.create_versions(kTable);
    connection.run(upgrade_batch("", "aaa", "CREATE TABLE t (a);", kTable, Atomicity::joined));
    connection.run(upgrade_batch("aaa", "bbb", "SELECT wrong;", kTable, Atomicity::joined));
    connection.commit();
  }));
  EXPECT_EQ(ask("SELECT count(*) FROM sqlite_master"), "0\n");
}

TEST_F(SqliteShell, CommitsASingleTransaction) {
  run(script({}, [](Connection& connection) {
    connection.create_versions(kTable);
    connection.begin();
    connection.run(upgrade_batch("", "aaa", "CREATE TABLE t (a);", kTable, Atomicity::joined));
    connection.run(upgrade_batch("aaa", "bbb", "CREATE TABLE u (a);", kTable, Atomicity::joined));
    connection.commit();
  }));
  EXPECT_EQ(rows(), "bbb\n");
}

TEST_F(SqliteShell, IsNotFooledByATemporaryTableOfThatName) {
  const std::string start = "CREATE TEMP TABLE migrate_version AS SELECT 'aaa' AS version_num;\n";
  EXPECT_NE(run(start + from({"aaa"})).code, 0);
}

TEST_F(SqliteShell, RunsTwiceInOneSession) {
  ask(kMakeTable + std::string("INSERT INTO migrate_version VALUES ('zzz');"));
  const std::string file = write("failing.sql", from({"aaa"}));
  const ProgramRun result = run_program({"sqlite3", "-interactive", database_},
                                        write("input", ".read " + file + "\n.read " + file + "\n"));
  EXPECT_THAT(result.err, Not(HasSubstr("already exists")));
}

TEST_F(SqliteShell, ClearsAllRowsFromAnyStart) {
  ask(kMakeTable + std::string("INSERT INTO migrate_version VALUES ('x'), ('y');"));
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

TEST_F(SqliteShell, MakesTheVersionTableFromAnyStart) {
  ask(kMakeTable + std::string("INSERT INTO migrate_version VALUES ('x');"));
  EXPECT_EQ(run(script({}, [](Connection& c) { c.create_versions(kTable); })).code, 0);
}

TEST_F(SqliteShell, AnEmptyPlanSaysSoAndStillChecksTheStart) {
  const std::string nothing = script({"aaa"}, [](Connection&) {});
  EXPECT_THAT(nothing, AllOf(StartsWith("-- SQL script by migrate 0.1.0\n"),
                             HasSubstr("-- Nothing to do.\n")));
  EXPECT_THAT(run(nothing).err, HasSubstr(kNotAtAaa));
}

}  // namespace
}  // namespace migrate
