#include <map>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/script_psql_database.hpp"
#include "engine/script_shells.hpp"

namespace migrate {
namespace {

using ::testing::HasSubstr;

/// The options of a way to call psql, and the test's name for it.
const std::map<std::string, std::vector<std::string>> kCalls{
    {"Plain", {}},
    {"NoErrorStop", {"-v", "ON_ERROR_STOP=0"}},
    {"NoAutocommit", {"-v", "AUTOCOMMIT=off"}},
    {"ErrorRollback", {"-v", "ON_ERROR_ROLLBACK=on"}},
    {"SingleLine", {"-S"}},
};

/// How a reader may call psql: each of these runs on after an error unless the script sees to it.
class PsqlGuard : public Psql, public ::testing::WithParamInterface<std::string> {
 protected:
  void expect_refusal(const std::string& script, const std::string& message) {
    const std::string tables_before = tables();
    const ProgramRun result = run(script, kCalls.at(GetParam()));
    EXPECT_EQ(result.code, 3);
    EXPECT_THAT(result.err, HasSubstr(message + "; nothing was changed"));
    EXPECT_EQ(tables(), tables_before);
  }
};

TEST_P(PsqlGuard, RefusesAScriptOfTheSqliteShell) {
  const std::string before = tables();
  const ProgramRun result = run(golden_script(EngineKind::sqlite), kCalls.at(GetParam()));
  EXPECT_EQ(result.code, 3);
  EXPECT_THAT(result.err,
              HasSubstr("migrate: this script is for the sqlite3 shell; nothing was changed"));
  EXPECT_EQ(tables(), before);
}

TEST_P(PsqlGuard, RefusesAMissingTable) {
  expect_refusal(from({"aaa"}), kNotAtAaa + std::string("base"));
}

TEST_P(PsqlGuard, RefusesAnEmptyTable) {
  ask(kMakeTable);
  expect_refusal(from({"aaa"}), kNotAtAaa + std::string("base"));
}

TEST_P(PsqlGuard, RefusesAnotherRow) {
  stand_at("('zzz')");
  expect_refusal(from({"aaa"}), kNotAtAaa + std::string("zzz"));
}

TEST_P(PsqlGuard, RefusesOneRowMore) {
  stand_at("('aaa'), ('zzz')");
  expect_refusal(from({"aaa"}), kNotAtAaa + std::string("aaa, zzz"));
}

TEST_P(PsqlGuard, RefusesOneRowLess) {
  stand_at("('aaa')");
  expect_refusal(from({"aaa", "abc"}), "starts at aaa, abc, but the database is at aaa");
}

TEST_P(PsqlGuard, RefusesRowsWhereTheScriptStartsAtBase) {
  stand_at("('aaa')");
  expect_refusal(from({}), "starts at base, but the database is at aaa");
}

TEST_P(PsqlGuard, RefusesToRunTwice) {
  stand_at("('aaa')");
  run(from({"aaa"}));
  expect_refusal(from({"aaa"}), kNotAtAaa + std::string("bbb"));
}

TEST_P(PsqlGuard, RunsFromTheRightRow) {
  stand_at("('aaa')");
  EXPECT_EQ(run(from({"aaa"}), kCalls.at(GetParam())).code, 0);
  EXPECT_EQ(rows(), "bbb\n");
}

TEST_P(PsqlGuard, RunsFromBaseOnANewDatabase) {
  EXPECT_EQ(run(from({}), kCalls.at(GetParam())).code, 0);
  EXPECT_EQ(rows(), "bbb\n");
}

TEST_P(PsqlGuard, StopsAtAFailedStatementAndKeepsTheRevisionsBeforeIt) {
  const std::string text = script({}, [](Connection& connection) {
    connection.create_versions(kTable);
    connection.run(upgrade_batch("", "aaa", "CREATE TABLE t (a int);", kTable));
    connection.run(upgrade_batch("aaa", "bbb", "CREATE TABLE u (a int); SELECT wrong;", kTable));
    connection.run(upgrade_batch("bbb", "ccc", "CREATE TABLE v (a int);", kTable));
  });
  EXPECT_EQ(run(text, kCalls.at(GetParam())).code, 3);
  EXPECT_EQ(tables(), "migrate_version\nt\n");
  EXPECT_EQ(rows(), "aaa\n");
}

INSTANTIATE_TEST_SUITE_P(Calls, PsqlGuard,
                         ::testing::Values("Plain", "NoErrorStop", "NoAutocommit", "ErrorRollback",
                                           "SingleLine"),
                         [](const auto& call) { return call.param; });

}  // namespace
}  // namespace migrate
