#include "base/sql_lexer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace migrate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr EngineKind kSqlite = EngineKind::sqlite;
constexpr EngineKind kPostgres = EngineKind::postgresql;

/// The tokens that are neither space nor comment, each after the first letters of its kind.
std::vector<std::string> significant(std::string_view sql, EngineKind engine) {
  std::vector<std::string> tokens;
  SqlLexer lexer(sql, engine);
  while (const auto token = lexer.next_significant()) {
    const std::string text(lexer.text(*token));
    switch (token->kind) {
      case SqlTokenKind::word:
        tokens.push_back("word " + text);
        break;
      case SqlTokenKind::quoted_identifier:
        tokens.push_back("identifier " + text);
        break;
      case SqlTokenKind::string:
        tokens.push_back("string " + text);
        break;
      case SqlTokenKind::number:
        tokens.push_back("number " + text);
        break;
      default:
        tokens.push_back(text);
    }
    if (!token->closed) tokens.back() += " (unclosed)";
  }
  return tokens;
}

/// Whether the last token of the text is closed.
bool ends_closed(std::string_view sql, EngineKind engine) {
  SqlLexer lexer(sql, engine);
  bool closed = true;
  while (const auto token = lexer.next()) closed = token->closed;
  return closed;
}

TEST(SqlLexer, CutsAStatementIntoWordsNumbersAndSymbols) {
  EXPECT_THAT(significant("SELECT a1, 1.5 FROM t;", kPostgres),
              ElementsAre("word SELECT", "word a1", ",", "number 1", ".", "number 5", "word FROM",
                          "word t", ";"));
}

TEST(SqlLexer, FindsNothingInAnEmptyText) { EXPECT_THAT(significant("", kSqlite), IsEmpty()); }

TEST(SqlLexer, GivesEveryByteToOneToken) {
  const std::string sql = "a 'b' -- c\n/* d */ \"e\" $f$ g $f$ [h] `i` 1 ;\\ \x80\xFF \0";
  for (const EngineKind engine : kEngineKinds) {
    SqlLexer lexer(sql, engine);
    std::string joined;
    while (const auto token = lexer.next()) {
      EXPECT_EQ(token->offset, joined.size());
      joined += lexer.text(*token);
    }
    EXPECT_EQ(joined, sql);
  }
}

TEST(SqlLexer, TakesADoubledQuoteAsPartOfItsString) {
  EXPECT_THAT(significant("'it''s' x", kSqlite), ElementsAre("string 'it''s'", "word x"));
}

TEST(SqlLexer, TakesADoubledDoubleQuoteAsPartOfItsIdentifier) {
  EXPECT_THAT(significant(R"("a""b" x)", kPostgres), ElementsAre(R"(identifier "a""b")", "word x"));
}

TEST(SqlLexer, SeesNoSemicolonInAString) {
  EXPECT_THAT(significant("';'", kPostgres), ElementsAre("string ';'"));
}

TEST(SqlLexer, TakesABackslashInAPlainStringAsItself) {
  EXPECT_THAT(significant(R"('a\' x)", kPostgres), ElementsAre(R"(string 'a\')", "word x"));
}

TEST(SqlLexer, TakesABackslashInAnEStringAsAnEscape) {
  EXPECT_THAT(significant(R"(e'a\'b' x)", kPostgres), ElementsAre(R"(string e'a\'b')", "word x"));
}

TEST(SqlLexer, TakesADoubledBackslashInAnEStringAsItself) {
  EXPECT_THAT(significant(R"(E'a\\' x)", kPostgres), ElementsAre(R"(string E'a\\')", "word x"));
}

TEST(SqlLexer, KnowsNoEStringsInSqlite) {
  EXPECT_THAT(significant(R"(E'a\' x)", kSqlite),
              ElementsAre("word E", R"(string 'a\')", "word x"));
}

TEST(SqlLexer, TakesAWordThatEndsInEAsAWord) {
  EXPECT_THAT(significant(R"(LIKE'a\' x)", kPostgres),
              ElementsAre("word LIKE", R"(string 'a\')", "word x"));
}

TEST(SqlLexer, TakesTheBitAndNationalPrefixesWithTheirString) {
  EXPECT_THAT(significant("B'01' x'0F' N'a'", kPostgres),
              ElementsAre("string B'01'", "string x'0F'", "string N'a'"));
}

TEST(SqlLexer, TakesTheUnicodePrefixWithWhatItQuotes) {
  EXPECT_THAT(
      significant(R"(U&'\0061;' u&"b;" u & 'c')", kPostgres),
      ElementsAre(R"(string U&'\0061;')", R"(identifier u&"b;")", "word u", "&", "string 'c'"));
}

TEST(SqlLexer, TakesADollarBodyAsAString) {
  EXPECT_THAT(significant("AS $$ a; 'b $$ x", kPostgres),
              ElementsAre("word AS", "string $$ a; 'b $$", "word x"));
}

TEST(SqlLexer, EndsADollarBodyOnlyAtItsOwnTag) {
  EXPECT_THAT(significant("$f$ $$ $g$ ; $f$ x", kPostgres),
              ElementsAre("string $f$ $$ $g$ ; $f$", "word x"));
}

TEST(SqlLexer, TakesAParameterAsNoDollarBody) {
  EXPECT_THAT(significant("$1 $2", kPostgres), ElementsAre("$", "number 1", "$", "number 2"));
}

TEST(SqlLexer, OpensNoDollarBodyInTheMiddleOfAWord) {
  EXPECT_THAT(significant("a$b$ x", kPostgres), ElementsAre("word a$b$", "word x"));
}

TEST(SqlLexer, KnowsNoDollarBodiesInSqlite) {
  EXPECT_THAT(significant("$$;$$", kSqlite), ElementsAre("$", "$", ";", "$", "$"));
}

TEST(SqlLexer, TakesBracketsAndBackticksAsIdentifiersInSqlite) {
  EXPECT_THAT(significant("[a;b] `c``d`", kSqlite),
              ElementsAre("identifier [a;b]", "identifier `c``d`"));
}

TEST(SqlLexer, TakesBracketsAsSymbolsInPostgres) {
  EXPECT_THAT(significant("a[1]", kPostgres), ElementsAre("word a", "[", "number 1", "]"));
}

TEST(SqlLexer, EndsALineCommentAtItsLine) {
  EXPECT_THAT(significant("-- a ; '\nb", kSqlite), ElementsAre("word b"));
}

TEST(SqlLexer, EndsALineCommentAtALoneCarriageReturnInPostgresOnly) {
  EXPECT_THAT(significant("-- a\rCOMMIT", kPostgres), ElementsAre("word COMMIT"));
  EXPECT_THAT(significant("-- a\rCOMMIT", kSqlite), IsEmpty());
}

TEST(SqlLexer, NestsBlockCommentsInPostgres) {
  EXPECT_THAT(significant("/* a /* b */ ; */ c", kPostgres), ElementsAre("word c"));
}

TEST(SqlLexer, NestsNoBlockCommentsInSqlite) {
  EXPECT_THAT(significant("/* a /* b */ c", kSqlite), ElementsAre("word c"));
}

TEST(SqlLexer, TakesASlashStarSlashAsAnOpenComment) {
  EXPECT_FALSE(ends_closed("/*/", kPostgres));
  EXPECT_FALSE(ends_closed("/*/", kSqlite));
}

TEST(SqlLexer, EndsABlockCommentAtTheVeryEndOfTheText) {
  EXPECT_TRUE(ends_closed("/**/", kPostgres));
  EXPECT_TRUE(ends_closed("/* a */", kSqlite));
}

class Unclosed : public testing::TestWithParam<std::pair<EngineKind, const char*>> {};

TEST_P(Unclosed, IsSaidOfTheLastToken) {
  EXPECT_FALSE(ends_closed(GetParam().second, GetParam().first)) << GetParam().second;
}

INSTANTIATE_TEST_SUITE_P(
    SqlLexer, Unclosed,
    testing::Values(std::pair(kSqlite, "'a"), std::pair(kSqlite, "'a''"), std::pair(kSqlite, "\"a"),
                    std::pair(kSqlite, "[a"), std::pair(kSqlite, "`a"), std::pair(kSqlite, "/* a"),
                    std::pair(kSqlite, "/* a *"), std::pair(kPostgres, "'a"),
                    std::pair(kPostgres, "\"a"), std::pair(kPostgres, "E'a\\'"),
                    std::pair(kPostgres, "E'a\\"), std::pair(kPostgres, "$$ a $"),
                    std::pair(kPostgres, "$f$ a $$"), std::pair(kPostgres, "/* a /* b */"),
                    std::pair(kPostgres, "/*")));

TEST(IsKeyword, IgnoresTheCase) { EXPECT_TRUE(is_keyword("Begin", "BEGIN")); }

TEST(IsKeyword, WantsTheWholeWord) {
  EXPECT_FALSE(is_keyword("BEGINS", "BEGIN"));
  EXPECT_FALSE(is_keyword("BEG", "BEGIN"));
}

std::string hidden(std::string_view sql) { return with_passwords_hidden(sql, 0, sql.size()); }

TEST(WithPasswordsHidden, HidesTheStringBehindTheWord) {
  EXPECT_EQ(hidden("ALTER ROLE a password 'x' VALID"), "ALTER ROLE a password '***' VALID");
}

TEST(WithPasswordsHidden, HidesEveryFormOfAString) {
  EXPECT_EQ(hidden(R"(PASSWORD E'x\'y')"), "PASSWORD '***'");
  EXPECT_EQ(hidden("PASSWORD $p$x$p$"), "PASSWORD '***'");
}

TEST(WithPasswordsHidden, HidesAStringWithTheUnicodePrefix) {
  EXPECT_EQ(hidden("PASSWORD U&'x' y"), "PASSWORD '***' y");
}

TEST(WithPasswordsHidden, HidesTheContinuationOfAString) {
  EXPECT_EQ(hidden("PASSWORD 'x'\n'y' z"), "PASSWORD '***'\n'***' z");
}

TEST(WithPasswordsHidden, SkipsCommentsBeforeTheString) {
  EXPECT_EQ(hidden("PASSWORD /* new */ 'x'"), "PASSWORD /* new */ '***'");
}

TEST(WithPasswordsHidden, HidesAStringThatIsNotClosed) {
  EXPECT_EQ(hidden("PASSWORD 'x y z"), "PASSWORD '***'");
}

TEST(WithPasswordsHidden, LeavesOtherStringsAlone) {
  EXPECT_EQ(hidden("PASSWORD NULL, 'x', 'password' 'y'"), "PASSWORD NULL, 'x', 'password' 'y'");
}

TEST(WithPasswordsHidden, HidesThePasswordOfAUserMapping) {
  EXPECT_EQ(hidden("OPTIONS (user 'a', password 'x')"), "OPTIONS (user 'a', password '***')");
}

TEST(WithPasswordsHidden, HidesTheConnectionOfASubscription) {
  EXPECT_EQ(hidden("CREATE SUBSCRIPTION s CONNECTION 'host=h password=x' PUBLICATION p"),
            "CREATE SUBSCRIPTION s CONNECTION '***' PUBLICATION p");
}

TEST(WithPasswordsHidden, ShowsOnlyTheBytesAskedFor) {
  EXPECT_EQ(with_passwords_hidden("a 'b' c", 2, 5), "'b'");
}

/// What is left of a text after all that is plain in it was skipped.
std::string after_plain(std::string_view sql, EngineKind engine) {
  SqlLexer lexer(sql, engine);
  lexer.skip_plain();
  std::string rest;
  while (const auto token = lexer.next()) rest += lexer.text(*token);
  return rest;
}

class EndOfPlain : public testing::TestWithParam<const char*> {};

TEST_P(EndOfPlain, IsNotSkipped) {
  EXPECT_EQ(after_plain(std::string("a.b (1,\n $2) = ") + GetParam(), kSqlite), GetParam());
}

INSTANTIATE_TEST_SUITE_P(SqlLexer, EndOfPlain,
                         testing::Values(";", "'x'", "\"x\"", "`x`", "[x]", "-- x", "/* x */", "\\",
                                         "- 1", "/ 1"));

TEST(SqlLexer, SkipsAllOfAPlainText) { EXPECT_EQ(after_plain("SELECT 1 ", kSqlite), ""); }

TEST(SqlLexer, SkipsNothingWhereAWordCanBeginAQuote) {
  EXPECT_EQ(after_plain("SELECT E'x'", kPostgres), "SELECT E'x'");
}

}  // namespace
}  // namespace migrate
