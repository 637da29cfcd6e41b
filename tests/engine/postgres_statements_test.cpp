#include "engine/postgres/postgres_statements.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace migrate {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<std::string> texts(const std::string& sql, const std::vector<SqlPiece>& pieces) {
  std::vector<std::string> result;
  for (const SqlPiece& piece : pieces) result.push_back(sql.substr(piece.offset, piece.length));
  return result;
}

std::vector<std::string> statements(const std::string& sql) {
  return texts(sql, statements_of(sql));
}
std::vector<std::string> pieces(const std::string& sql) { return texts(sql, pieces_of(sql)); }

constexpr const char* kAtomic =
    "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC\n"
    "  SELECT CASE WHEN true THEN 1 END; SELECT 2;\nEND";

TEST(PostgresStatements, LeavesOutTheCommentsInFront) {
  EXPECT_THAT(statements("-- é\n/* b */ SELECT 1; -- c\nSELECT 2;\n"),
              ElementsAre("SELECT 1", "SELECT 2"));
}

TEST(PostgresStatements, LeavesOutEmptyStatements) {
  EXPECT_THAT(statements(";; SELECT 1;;\n-- end"), ElementsAre("SELECT 1"));
}

TEST(PostgresStatements, OfNothingThereAreNone) { EXPECT_THAT(statements(""), IsEmpty()); }

TEST(PostgresStatements, KeepsAnAtomicBodyWhole) {
  EXPECT_THAT(statements(std::string(kAtomic) + "; SELECT 3"), ElementsAre(kAtomic, "SELECT 3"));
}

TEST(PostgresStatements, CutsTextThatTheGrammarDoesNotKnow) {
  EXPECT_THAT(statements("SELECT 1; SELECT 1_000; SELECT 0x1F"),
              ElementsAre("SELECT 1", "SELECT 1_000", "SELECT 0x1F"));
}

TEST(PostgresPieces, KeepsAnAtomicBodyWholeNextToUnknownText) {
  EXPECT_THAT(pieces(std::string("SELECT 1_000; ") + kAtomic + "; SELECT 3"),
              ElementsAre("SELECT 1_000", kAtomic, "SELECT 3"));
}

TEST(PostgresPieces, KeepsTheActionsOfARuleWhole) {
  const std::string rule = "CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)";
  EXPECT_THAT(pieces(rule + ";SELECT 3"), ElementsAre(rule, "SELECT 3"));
}

TEST(PostgresPieces, SeesNoSemicolonInQuotesBodiesAndComments) {
  const std::string one = "SELECT ';', \";\", E'\\';', $$;$$, $a$;$a$ /* ; */ -- ;\n + 1";
  EXPECT_THAT(pieces(one + ";SELECT 2"), ElementsAre(one, "SELECT 2"));
}

TEST(PostgresPieces, TakesTheWordsOfABodyForNothingInOtherStatements) {
  EXPECT_THAT(pieces("BEGIN; CREATE TABLE begin (x int); END; SELECT 1"), SizeIs(4));
}

TEST(PostgresPieces, CutsAfterAFunctionWithABodyInQuotes) {
  EXPECT_THAT(pieces("CREATE FUNCTION f() RETURNS int AS 'BEGIN; END' LANGUAGE plpgsql; COMMIT"),
              SizeIs(2));
}

}  // namespace
}  // namespace migrate
