#include <sstream>
#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/script/script_database.hpp"
#include "engine/script_shells.hpp"

namespace migrate {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

const TableName kTable{"", "migrate_version"};

class ScriptWriting : public ::testing::Test {
 protected:
  const Dialect& dialect_ = dialect_of(EngineKind::postgresql);
  std::ostringstream out_;

  std::unique_ptr<Database> open(std::vector<std::string> start = {}) {
    return open_script_database(dialect_, out_, {"migrate 0.1.0", "a -> b", std::move(start)});
  }
};

TEST_F(ScriptWriting, AnswersWithTheStartOfItsHeadingSorted) {
  const auto connection = open({"b", "a"})->connect(OpenMode::read_only);
  const VersionTable versions = connection->read_versions(kTable);
  EXPECT_THAT(versions.ids, ElementsAre("a", "b"));
  EXPECT_TRUE(versions.exists);
}

TEST_F(ScriptWriting, HasNoTableAtBase) {
  EXPECT_FALSE(open()->connect(OpenMode::read_only)->read_versions(kTable).exists);
}

TEST_F(ScriptWriting, LockIsAlwaysFree) {
  const auto database = open();
  const auto one = database->lock(kTable);
  const auto other = database->lock(kTable);
  EXPECT_TRUE(one->try_acquire());
  EXPECT_TRUE(other->try_acquire());
}

TEST_F(ScriptWriting, HasNobodyToQuery) {
  const auto connection = open()->connect(OpenMode::read_write);
  EXPECT_THROW(connection->query("SELECT 1"), std::logic_error);
}

TEST_F(ScriptWriting, WritesNothingBeforeSomethingIsRun) {
  const auto database = open();
  const auto connection = database->connect(OpenMode::read_write);
  static_cast<void>(connection->read_versions(kTable));
  EXPECT_EQ(out_.str(), "");
}

TEST_F(ScriptWriting, IsWholeWhenTheWritingConnectionIsGone) {
  const auto database = open();
  static_cast<void>(database->connect(OpenMode::read_write)->read_versions(kTable));
  EXPECT_TRUE(out_.str().ends_with("-- Nothing to do.\n"));
}

TEST_F(ScriptWriting, IsNotEndedByAConnectionThatOnlyReads) {
  const auto database = open();
  for (const OpenMode mode : {OpenMode::read_only, OpenMode::aftermath}) {
    static_cast<void>(database->connect(mode)->read_versions(kTable));
    EXPECT_EQ(out_.str(), "");
  }
}

TEST_F(ScriptWriting, WritesNothingWhenAnErrorEndsItBeforeItsFirstRevision) {
  try {
    const auto connection = open()->connect(OpenMode::read_write);
    static_cast<void>(connection->read_versions(kTable));
    throw std::runtime_error("the plan was refused");
  } catch (const std::runtime_error&) {
  }
  EXPECT_EQ(out_.str(), "");
}

TEST_F(ScriptWriting, WritesASectionByteForByteBetweenItsCommentAndItsRows) {
  const auto database = open();
  database->connect(OpenMode::read_write)
      ->run(upgrade_batch("", "bbb", "SELECT 1;\r\n\t-- end", kTable));
  EXPECT_THAT(out_.str(), HasSubstr("-- Running upgrade  -> bbb, a revision\n"
                                    "BEGIN;\nSELECT 1;\r\n\t-- end\n;\nWITH changed AS (INSERT"));
}

TEST_F(ScriptWriting, KeepsALineEndInATitleWithinTheComment) {
  Batch batch = upgrade_batch("", "bbb", "", kTable);
  batch.title = "one\nDROP TABLE x;\rDROP TABLE y;";
  const auto database = open();
  database->connect(OpenMode::read_write)->run(batch);
  EXPECT_THAT(out_.str(), HasSubstr("-- one DROP TABLE x; DROP TABLE y;\n"));
}

TEST_F(ScriptWriting, KeepsALineEndInTheRangeWithinTheComment) {
  open_script_database(dialect_, out_, {"migrate", "a\nDROP TABLE x;", {}}).reset();
  EXPECT_THAT(out_.str(), Not(HasSubstr("\nDROP")));
}

TEST_F(ScriptWriting, RefusesWhatTheShellWouldReplaceAndNamesThePlace) {
  const auto connection = open()->connect(OpenMode::read_write);
  try {
    connection->run(upgrade_batch("", "bbb", "SELECT 1;\nSELECT a[1:PORT];\n", kTable));
    FAIL() << "not refused";
  } catch (const Error& error) {
    EXPECT_EQ(error.fault(), Fault::revision);
    EXPECT_EQ(*error.where(), (Location{"versions/bbb.sql", 7, 11}));
  }
}

TEST_F(ScriptWriting, HasNoHistoryUnlessItIsAskedFor) {
  open()->connect(OpenMode::read_write)->run(upgrade_batch("", "bbb", "SELECT 1;", kTable));
  EXPECT_THAT(out_.str(), Not(HasSubstr("migrate_history")));
  EXPECT_THAT(out_.str(), Not(HasSubstr("migrate_started")));
}

TEST_F(ScriptWriting, DialectRefusesWhatTheShellWouldReplace) {
  const auto database = open();
  const auto problems =
      database->dialect().refusals(SourceText("SELECT a[1:PORT]", "x.sql"), Atomicity::own);
  EXPECT_EQ(problems.size(), 1U);
}

TEST_F(ScriptWriting, ReportsAStreamThatFails) {
  const auto connection = open()->connect(OpenMode::read_write);
  out_.setstate(std::ios::badbit);
  try {
    connection->run(upgrade_batch("", "bbb", "", kTable));
    FAIL() << "not reported";
  } catch (const Error& error) {
    EXPECT_EQ(error.fault(), Fault::file);
  }
}

TEST_F(ScriptWriting, TakesBackASingleTransactionThatWasNotFinished) {
  const auto connection = open()->connect(OpenMode::read_write);
  connection->begin();
  connection->run(upgrade_batch("", "bbb", "", kTable, Atomicity::joined));
  connection->rollback();
  EXPECT_TRUE(out_.str().ends_with("ROLLBACK;\n"));
}

TEST_F(ScriptWriting, IsTheSameEachTime) {
  EXPECT_EQ(golden_script(EngineKind::postgresql), golden_script(EngineKind::postgresql));
}

}  // namespace
}  // namespace migrate
