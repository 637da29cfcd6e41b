#include "engine/sqlite/sqlite_section.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace migrate {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class SqliteSection : public ::testing::Test {
 protected:
  SqliteSection() { handle_.execute("CREATE TABLE t (x INTEGER PRIMARY KEY)"); }

  /// Runs a section that starts at line 10, in a transaction unless it is none.
  void run(const std::string& sql, Atomicity atomicity = Atomicity::own) {
    const SourceText section(sql, "x.sql", 10);
    if (atomicity == Atomicity::none) return run_section(handle_, section, atomicity);
    SqliteTransaction transaction(handle_);
    run_section(handle_, section, atomicity);
    transaction.commit();
  }

  /// Runs a section that must fail, and gives "LINE:COLUMN what [code]".
  std::string failure(const std::string& sql, Atomicity atomicity = Atomicity::own) {
    try {
      run(sql, atomicity);
    } catch (const Error& error) {
      return std::to_string(error.where()->line) + ":" + std::to_string(error.where()->column) +
             " " + error.what() + " [" + error.code() + "]";
    }
    return "no failure";
  }

  std::string rows() { return handle_.query("SELECT count(*) FROM t")[0][0].value_or(""); }

  SqliteHandle handle_{":memory:", {SqliteAccess::create, {}}};
};

TEST_F(SqliteSection, RunsATriggerWithAllOfItsBody) {
  run("CREATE TRIGGER g AFTER INSERT ON t WHEN NEW.x < 3\n"
      "BEGIN\n  INSERT INTO t VALUES (NEW.x + 10);\n  SELECT CASE 1 WHEN 1 THEN 2 END;\nEND;\n"
      "INSERT INTO t VALUES (1);\n");
  EXPECT_EQ(rows(), "2");
}

TEST_F(SqliteSection, PlacesASyntaxError) {
  EXPECT_EQ(failure("SELECT 1;\nSELEC 2;\n"), "11:1 near \"SELEC\": syntax error [SQLITE_ERROR]");
}

TEST_F(SqliteSection, PlacesAnErrorAtAQuotedName) {
  EXPECT_THAT(failure("SELECT 1, \"é\".y FROM t;\n"), HasSubstr("10:11 no such column"));
}

TEST_F(SqliteSection, NamesOnlyTheLineOfAMissingTable) {
  EXPECT_EQ(failure("-- x\nINSERT INTO u\n VALUES (1);\n"), "11:0 no such table: u [SQLITE_ERROR]");
}

TEST_F(SqliteSection, NamesTheConstraintThatFailed) {
  EXPECT_THAT(failure("INSERT INTO t VALUES (1), (1);\n"),
              AllOf(HasSubstr("10:0 "), HasSubstr("[SQLITE_CONSTRAINT_PRIMARYKEY]")));
}

TEST_F(SqliteSection, TakesNoPlaceInAViewForAPlaceInTheFile) {
  run("CREATE TABLE u (nope TEXT);\nCREATE VIEW v AS SELECT                 nope FROM u;\n"
      "ALTER TABLE u RENAME TO w;\nCREATE TABLE u (y TEXT);\nDROP VIEW v;\n"
      "CREATE VIEW v AS SELECT                nope FROM u;\n");
  EXPECT_THAT(failure("SELECT * FROM v WHERE x = 'some text that is long enough';\n"),
              HasSubstr("10:0 no such column: nope"));
}

TEST_F(SqliteSection, RefusesAStatementThatWouldEndItsTransaction) {
  EXPECT_THAT(failure("INSERT INTO t VALUES (1);\nCOMMIT;\nINSERT INTO t VALUES (2);\n"),
              HasSubstr("11:0 a section that runs in a transaction"));
}

TEST_F(SqliteSection, KeepsNothingOfASectionThatWouldEndItsTransaction) {
  static_cast<void>(failure("INSERT INTO t VALUES (1);\nCOMMIT;\n"));
  EXPECT_EQ(rows(), "0");
}

TEST_F(SqliteSection, KeepsNothingAfterInsertOrRollback) {
  static_cast<void>(
      failure("INSERT INTO t VALUES (1);\nINSERT OR ROLLBACK INTO t VALUES (1);\n"
              "INSERT INTO t VALUES (2);\n"));
  EXPECT_EQ(rows(), "0");
}

TEST_F(SqliteSection, KeepsNothingAfterATriggerThatRollsBack) {
  run("CREATE TRIGGER g BEFORE INSERT ON t WHEN NEW.x = 2\n"
      "BEGIN SELECT RAISE(ROLLBACK, 'two is too much'); END;\n");
  EXPECT_THAT(
      failure("INSERT INTO t VALUES (1);\nINSERT INTO t VALUES (2);\nINSERT INTO t VALUES (3);\n") +
          " / " + rows(),
      AllOf(HasSubstr("11:0 two is too much"), HasSubstr("/ 0")));
}

TEST_F(SqliteSection, LeavesNoBanOnTransactionsBehind) {
  run("INSERT INTO t VALUES (1);\n");
  run("BEGIN;\nCOMMIT;\n", Atomicity::none);
  EXPECT_EQ(rows(), "1");
}

TEST_F(SqliteSection, RefusesASavepointThatIsLeftOpenOutsideATransaction) {
  EXPECT_THAT(failure("SAVEPOINT a;\nSELECT 1;\n", Atomicity::none),
              HasSubstr("11:0 the section ends"));
}

TEST_F(SqliteSection, RefusesANulByteThatWouldHideTheRest) {
  EXPECT_THAT(failure(std::string("SELECT 1;\n\0INSERT INTO t VALUES (1);", 36)),
              HasSubstr("11:1 a NUL byte"));
}

TEST_F(SqliteSection, RunsASectionOfAMegabyte) {
  std::string sql;
  int count = 0;
  while (sql.size() < 1'000'000) sql += "INSERT INTO t VALUES (" + std::to_string(++count) + ");\n";
  run(sql);
  EXPECT_EQ(rows(), std::to_string(count));
}

TEST_F(SqliteSection, HidesAPasswordInTheLineItShows) {
  const SourceText section("SELECT PASSWORD 'secret', nope;\n", "x.sql");
  try {
    run_section(handle_, section, Atomicity::none);
    FAIL() << "no error was thrown";
  } catch (const Error& error) {
    EXPECT_THAT(error.excerpt(), HasSubstr("'***'"));
  }
}

}  // namespace
}  // namespace migrate
