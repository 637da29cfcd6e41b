#include "revision/checksum.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

namespace migrate {
namespace {

std::string on_postgresql(const std::string& sql) {
  return checksum_of(sql, EngineKind::postgresql);
}

std::string on_sqlite(const std::string& sql) { return checksum_of(sql, EngineKind::sqlite); }

TEST(Checksum, OfNothingIsKept) {
  EXPECT_EQ(on_postgresql(""),
            "v1:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Checksum, OfATableIsKept) {
  EXPECT_EQ(on_postgresql("CREATE TABLE \"Users\" (id integer, rate numeric(3) DEFAULT 1.5);\n"
                          "INSERT INTO t VALUES (E'a\\n', U&'x', $b$ c\r\n $b$);"),
            "v1:d2fb4c7b284379e43a1f0a1bc4b483ae74d58e7959788b96f996bf76f57a7b4a");
}

TEST(Checksum, OfSqliteTextIsKept) {
  EXPECT_EQ(on_sqlite("SELECT [a b], `c`, X'01', x '01' FROM t; PRAGMA foreign_keys = 1;;"),
            "v1:87d24ec6254c338a8075439c6f79206509380fcee9a55ccb36e560501f636c92");
}

TEST(Checksum, OfLongTokensIsKept) {
  EXPECT_EQ(on_sqlite("INSERT INTO t VALUES ('" + std::string(5000, 'a') + "\r\n" +
                      std::string(5000, 'B') + "'); SELECT " + std::string(5000, 'C')),
            "v1:f7b8ecbb97d72860e205c85ad8076b914153cb65443f0586e60a46df6009b260");
}

struct Pair {
  const char* one;
  const char* other;
};

class SameToPostgresql : public testing::TestWithParam<Pair> {};

TEST_P(SameToPostgresql, HasOneChecksum) {
  EXPECT_EQ(on_postgresql(GetParam().one), on_postgresql(GetParam().other));
}

INSTANTIATE_TEST_SUITE_P(
    Checksum, SameToPostgresql,
    testing::Values(Pair{"SELECT 1", "select\t\r\n 1"}, Pair{"SELECT a.b", "SELECT a . b"},
                    Pair{"SELECT 1", "-- why\nSELECT /* /* nested */ */ 1 -- end"},
                    Pair{"SELECT 1", "SELECT 1;"}, Pair{"a; b", ";;a;; ; b;\n;"},
                    Pair{"SELECT 'a\nb'", "SELECT 'a\r\nb'"}, Pair{"$$a\n$$", "$$a\r\n$$"},
                    Pair{"\"a\nb\"", "\"a\r\nb\""}, Pair{"E'a'", "e'a'"}, Pair{"U&'a'", "u&'a'"},
                    Pair{"U&\"a\"", "u&\"a\""}, Pair{"B'01' X'a' N'b'", "b'01' x'a' n'b'"},
                    Pair{"0XFF 1E5", "0xff 1e5"}, Pair{"", " ;;-- nothing"}));

class OtherToPostgresql : public testing::TestWithParam<Pair> {};

TEST_P(OtherToPostgresql, HasAnotherChecksum) {
  EXPECT_NE(on_postgresql(GetParam().one), on_postgresql(GetParam().other));
}

INSTANTIATE_TEST_SUITE_P(
    Checksum, OtherToPostgresql,
    testing::Values(Pair{"'a'", "'A'"}, Pair{"'a'", "'a '"}, Pair{"'-- a'", "'-- b'"},
                    Pair{"\"a\"", "\"A\""}, Pair{"a", "\"a\""}, Pair{"$$a$$", "$$ a$$"},
                    Pair{"$$-- a$$", "$$-- b$$"}, Pair{"$a$ $a$", "$A$ $A$"}, Pair{"a b", "ab"},
                    Pair{"a; b", "a b"}, Pair{"1", "'1'"}, Pair{"1 2", "12"}, Pair{"E'a'", "'a'"},
                    Pair{"E'a'", "E 'a'"}, Pair{"'a' 'b'", "'a'' ''b'"}, Pair{"a+b", "a-b"},
                    Pair{"'a\rb'", "'a\nb'"}, Pair{"'a\r\n'", "'a\r\r\n'"}, Pair{"1.5", "15"},
                    Pair{"\xC3\x84", "\xC3\xA4"}, Pair{"", "a"}));

TEST(Checksum, TellsSqlitesBlobsFromNamesWithAnAlias) {
  EXPECT_NE(on_sqlite("SELECT x'01'"), on_sqlite("SELECT x '01'"));
}

TEST(Checksum, TakesSqlitesBlobsInAnyCase) {
  EXPECT_EQ(on_sqlite("SELECT X'01'"), on_sqlite("SELECT x'01'"));
}

TEST(Checksum, OfSqliteDoesNotCountAStringsDistanceFromAKeyword) {
  EXPECT_EQ(on_sqlite("SELECT'a'"), on_sqlite("SELECT 'a'"));
}

TEST(Checksum, GoesByTheQuotesOfItsEngine) {
  EXPECT_EQ(on_sqlite("/* /* */ a"), on_sqlite("a"));
  EXPECT_NE(on_postgresql("/* /* */ a"), on_postgresql("a"));
}

TEST(Checksum, OfALongTextLooksAtAllOfIt) {
  const std::string body(5'000'000, 'a');
  EXPECT_NE(on_postgresql("SELECT '" + body + "a'"), on_postgresql("SELECT '" + body + "b'"));
}

/// A token that a text may write in several ways, in its plain one.
struct PlainToken {
  std::string text;
  bool is_literal = false;
};

using Tokens = std::vector<PlainToken>;

PlainToken literal() {
  const auto content = *rc::gen::container<std::string>(rc::gen::element('a', 'B', '\n', ' ', '-'));
  const auto quote = *rc::gen::element<std::string>("'", "\"", "$$", "$q$");
  return {quote + content + quote, true};
}

PlainToken bare() {
  return {*rc::gen::element<std::string>("select", "t", "_x1", "12", "1e5", ";", "(", ",", "<",
                                         "::", "$1", "e", "u"),
          false};
}

Tokens some_tokens() {
  return *rc::gen::container<Tokens>(
      rc::gen::exec([] { return *rc::gen::arbitrary<bool>() ? literal() : bare(); }));
}

/// At least one blank or comment: what stands apart in one text would be joined in the other.
std::string any_gap() {
  const auto gaps = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(
      rc::gen::element<std::string>(" ", "\n", "\r\n", "\t", "-- it's\n", "/* \" /* ; */ $$ */")));
  std::string text;
  for (const std::string& gap : gaps) text += gap;
  return text;
}

std::string written_anyhow(const PlainToken& token) {
  const bool changes = *rc::gen::arbitrary<bool>();
  if (token.text == ";") return changes ? ";" + any_gap() + ";" : ";";
  std::string text;
  for (const char c : token.text) {
    if (changes && token.is_literal && c == '\n') text += '\r';
    text += changes && !token.is_literal ? static_cast<char>(std::toupper(c)) : c;
  }
  return text;
}

std::string written_anyhow(const Tokens& tokens) {
  std::string sql = *rc::gen::element<std::string>("", ";", "\n");
  for (const PlainToken& token : tokens) sql += any_gap() + written_anyhow(token);
  return sql + any_gap() + *rc::gen::element<std::string>("", ";", ";;\n");
}

RC_GTEST_PROP(ChecksumProperty, IsTheSameHoweverTheTokensAreWritten, ()) {
  const Tokens tokens = some_tokens();
  RC_ASSERT(on_postgresql(written_anyhow(tokens)) == on_postgresql(written_anyhow(tokens)));
}

RC_GTEST_PROP(ChecksumProperty, IsAnotherWhenOneCharacterOfALiteralIs, ()) {
  Tokens tokens = some_tokens();
  const std::size_t at = *rc::gen::inRange<std::size_t>(0, tokens.size() + 1);
  const std::string before = *rc::gen::element<std::string>("x", "X", " x", "-- x", "");
  tokens.insert(tokens.begin() + static_cast<std::ptrdiff_t>(at), {"'" + before + "'", true});
  const std::string checksum = on_postgresql(written_anyhow(tokens));
  tokens[at].text = "'" + before + *rc::gen::element<std::string>("y", " ", ";", "''") + "'";
  RC_ASSERT(checksum != on_postgresql(written_anyhow(tokens)));
}

RC_GTEST_PROP(ChecksumProperty, IsAnotherWhenAWordIsTakenOut, ()) {
  Tokens tokens = some_tokens();
  const std::size_t at = *rc::gen::inRange<std::size_t>(0, tokens.size() + 1);
  const std::string without = on_postgresql(written_anyhow(tokens));
  tokens.insert(tokens.begin() + static_cast<std::ptrdiff_t>(at), {"cascade", false});
  RC_ASSERT(without != on_postgresql(written_anyhow(tokens)));
}

}  // namespace
}  // namespace migrate
