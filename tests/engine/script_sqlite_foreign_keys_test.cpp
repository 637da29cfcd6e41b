#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/script_sqlite_database.hpp"

namespace migrate {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr char kRebuild[] =
    "CREATE TABLE new_p (id INTEGER PRIMARY KEY, name TEXT);\n"
    "INSERT INTO new_p SELECT id, 'x' FROM p;\n"
    "DROP TABLE p;\n"
    "ALTER TABLE new_p RENAME TO p;\n";

/// A parent, and a child with rows 1 and 2 that refer to it; row 9 refers to nothing.
class ScriptWithoutForeignKeys : public SqliteShell {
 protected:
  void SetUp() override {
    ask(kMakeTable + std::string("INSERT INTO migrate_version VALUES ('aaa');"
                                 "CREATE TABLE p (id INTEGER PRIMARY KEY);"
                                 "CREATE TABLE c (id INTEGER PRIMARY KEY,"
                                 " p REFERENCES p (id) ON DELETE CASCADE);"
                                 "INSERT INTO p VALUES (1), (2);"
                                 "INSERT INTO c VALUES (1, 1), (2, 2), (9, 99);"));
  }

  static std::string unchecked(const std::string& sql) {
    return script({"aaa"}, [&](Connection& connection) {
      Batch batch = upgrade_batch("aaa", "bbb", sql, kTable);
      batch.foreign_keys = ForeignKeys::off;
      connection.run(batch);
    });
  }
};

TEST_F(ScriptWithoutForeignKeys, RebuildsATableThatOthersReferTo) {
  const ProgramRun result = run(unchecked(kRebuild));
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(ask("SELECT name FROM p"), "x\nx\n");
  EXPECT_EQ(ask("SELECT count(*) FROM c"), "3\n");
  EXPECT_EQ(rows(), "bbb\n");
}

TEST_F(ScriptWithoutForeignKeys, LeavesNothingBehind) {
  const ProgramRun result = run(unchecked(kRebuild) + "SELECT name FROM temp.sqlite_master;\n");
  EXPECT_EQ(result.out + result.err, "");
}

TEST_F(ScriptWithoutForeignKeys, ListsNewViolationsAndRollsBack) {
  const std::string before = dump();
  const ProgramRun result = run(unchecked("DELETE FROM p WHERE id = 2;\n"));
  EXPECT_NE(result.code, 0);
  EXPECT_EQ(result.out,
            "migrate: a new foreign key violation: table c, row 2 refers to a missing row of p\n");
  EXPECT_THAT(result.err, HasSubstr("left the new foreign key violations listed above"));
  EXPECT_EQ(dump(), before);
}

TEST_F(ScriptWithoutForeignKeys, TakesNoNoticeOfAViolationThatWasThereBefore) {
  EXPECT_EQ(run(unchecked("UPDATE p SET id = id;\n")).code, 0);
}

TEST_F(ScriptWithoutForeignKeys, KnowsAViolationAgainInATableThatGotAnotherForeignKey) {
  const ProgramRun result = run(unchecked(
      "CREATE TABLE new_c (id INTEGER PRIMARY KEY, p REFERENCES p (id), q REFERENCES p (id));\n"
      "INSERT INTO new_c SELECT id, p, NULL FROM c;\nDROP TABLE c;\n"
      "ALTER TABLE new_c RENAME TO c;\n"));
  EXPECT_EQ(result.code, 0) << result.out << result.err;
}

TEST_F(ScriptWithoutForeignKeys, CountsTheRowsThatHaveNoRowid) {
  ask("CREATE TABLE w (id INTEGER PRIMARY KEY, p REFERENCES p (id)) WITHOUT ROWID;"
      "INSERT INTO w VALUES (1, 77), (2, 2)");
  const ProgramRun result = run(unchecked("DELETE FROM c;\nDELETE FROM p WHERE id = 2;\n"));
  EXPECT_NE(result.code, 0);
  EXPECT_EQ(result.out,
            "migrate: a new foreign key violation: table w refers to a missing row of p\n");
}

TEST_F(ScriptWithoutForeignKeys, RunsNothingInASessionThatEnforcesThem) {
  const std::string before = dump();
  const ProgramRun result = run("PRAGMA foreign_keys = ON;\n" + unchecked(kRebuild));
  EXPECT_NE(result.code, 0);
  EXPECT_THAT(result.err, AllOf(HasSubstr("this session enforces foreign keys"),
                                HasSubstr("PRAGMA foreign_keys = OFF")));
  EXPECT_EQ(dump(), before);
}

TEST(PsqlScript, TakesNoNoticeOfForeignKeysOff) {
  const auto text = [](ForeignKeys foreign_keys) {
    return script_of(EngineKind::postgresql, {}, kTable, [&](Connection& connection) {
      Batch batch = upgrade_batch("", "aaa", "SELECT 1;\n", kTable);
      batch.foreign_keys = foreign_keys;
      connection.run(batch);
    });
  };
  EXPECT_EQ(text(ForeignKeys::off), text(ForeignKeys::enforced));
}

}  // namespace
}  // namespace migrate
