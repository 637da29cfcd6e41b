#include "engine/conformance.hpp"

namespace migrate {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

class SectionConformance : public Conformance {};

TEST_P(SectionConformance, RunsEveryStatementOfASection) {
  run("INSERT INTO users VALUES (1, 'a');\nINSERT INTO users VALUES (2, 'b');\n", {});
  EXPECT_EQ(users(), "2");
}

TEST_P(SectionConformance, RunsASectionWithoutALastSemicolon) {
  run("INSERT INTO users VALUES (1, 'a')", {{}, {"a"}});
  EXPECT_EQ(users(), "1");
}

TEST_P(SectionConformance, RunsASectionThatEndsInACommentWithoutALineEnd) {
  run("INSERT INTO users VALUES (1, 'a') -- the first", {{}, {"a"}});
  EXPECT_EQ(users() + rows().at(0), "1a");
}

TEST_P(SectionConformance, RunsASectionOfCommentsOnly) {
  run("-- nothing\n/* to do */\n;\n;;", {{}, {"a"}});
  EXPECT_THAT(rows(), ElementsAre("a"));
}

TEST_P(SectionConformance, RunsASectionWithCarriageReturns) {
  run("-- one\r\nINSERT INTO users\r\n  VALUES (1, 'a');\r\nINSERT INTO users VALUES (2, 'b');\r\n",
      {});
  EXPECT_EQ(users(), "2");
}

TEST_P(SectionConformance, ReadsAllRowsOfAQueryInASection) {
  run("INSERT INTO users VALUES (1, 'a'), (2, 'b');\nSELECT * FROM users;\n", {{}, {"a"}});
  EXPECT_EQ(users(), "2");
}

TEST_P(SectionConformance, RollsAllBackWhenAStatementFails) {
  static_cast<void>(
      failure_of("CREATE TABLE t (x INTEGER);\nSELECT nope FROM users;\n", {{}, {"a"}}));
  const int objects = engine_->count_objects();
  run("CREATE TABLE t (x INTEGER);\n", {});
  EXPECT_EQ(engine_->count_objects(), objects + 1);
}

TEST_P(SectionConformance, AddsNoRowWhenAStatementFails) {
  static_cast<void>(failure_of("SELECT nope FROM users;\n", {{}, {"a"}}));
  EXPECT_THAT(rows(), IsEmpty());
}

TEST_P(SectionConformance, GoesOnAfterAFailure) {
  static_cast<void>(failure_of("SELECT nope FROM users;\n", {{}, {"a"}}));
  run("", {{}, {"b"}});
  EXPECT_THAT(rows(), ElementsAre("b"));
}

TEST_P(SectionConformance, TakesASavepoint) {
  run("SAVEPOINT s;\nINSERT INTO users VALUES (1, 'a');\nROLLBACK TO s;\nRELEASE s;\n",
      {{}, {"a"}});
  EXPECT_EQ(users(), "0");
}

TEST_P(SectionConformance, ChangesTheVersionTableThatASectionHides) {
  run(engine_->hide_versions(), {{}, {"a"}});
  EXPECT_THAT(rows(), ElementsAre("a"));
}

TEST_P(SectionConformance, TakesAVersionTableWithAnOddName) {
  const TableName odd{table_.schema, "my \"odd\" Table's"};
  connection_->create_versions(odd);
  Batch made = batch("", {{}, {"a"}});
  made.table = odd;
  connection_->run(made);
  EXPECT_THAT(connection_->read_versions(odd).ids, ElementsAre("a"));
}

TEST_P(SectionConformance, SaysLineAndColumnOfAnErrorInCharacters) {
  const auto error = failure_of("-- größer\nSELECT 'ü€',\n 'é', emial FROM users;\n", {});
  EXPECT_EQ(*error.where(), (Location{"x.sql", 12, 7}));
}

TEST_P(SectionConformance, ShowsTheLineOfAnErrorWithItsCaret) {
  const auto error = failure_of("SELECT 1;\nSELECT 'é', emial FROM users;\n", {});
  EXPECT_EQ(error.excerpt() + "/" + std::to_string(error.caret()),
            "SELECT 'é', emial FROM users;/13");
}

TEST_P(SectionConformance, SaysTheLineOfAnErrorAfterCarriageReturns) {
  const auto error = failure_of("-- é\r\n\r\nSELECT emial FROM users;\r\n", {});
  EXPECT_EQ(*error.where(), (Location{"x.sql", 12, 8}));
}

TEST_P(SectionConformance, SaysTheDatabasesOwnCode) {
  EXPECT_THAT(failure_of("SELECT emial FROM users;\n", {}).code(), Not(IsEmpty()));
}

TEST_P(SectionConformance, ShowsTheFirstLineOfAStatementThatFailsWhileItRuns) {
  const auto error = failure_of(
      "INSERT INTO users VALUES (1, 'a');\n\n-- again\nINSERT INTO users\n  VALUES (1, 'b');\n",
      {});
  EXPECT_EQ(*error.where(), (Location{"x.sql", 13, 0}));
}

TEST_P(SectionConformance, DrawsNoCaretUnderAStatementThatFailsWhileItRuns) {
  const auto error = failure_of("INSERT INTO users VALUES (1, 'a'), (1, 'b');\n", {});
  EXPECT_EQ(error.caret(), 0U);
}

INSTANTIATE_TEST_SUITE_P(Engines, SectionConformance, ::testing::ValuesIn(engines_to_test()),
                         engine_name);

}  // namespace
}  // namespace migrate
