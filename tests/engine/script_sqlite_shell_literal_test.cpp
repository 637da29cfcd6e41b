#include "engine/script/sqlite_shell_literal.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "engine/script_sqlite_database.hpp"

namespace migrate {
namespace {

std::string literal(std::string_view text) {
  return sqlite_shell_literal(dialect_of(EngineKind::sqlite), text);
}

TEST(SqliteShellLiteral, IsThePlainOneWhereTheShellChangesNothing) {
  EXPECT_EQ(literal("it's\n/\ngo\n.quit\r"), "'it''s\n/\ngo\n.quit\r'");
}

TEST(SqliteShellLiteral, ReplacesTheLineEndsOfATextWhoseLinesAllEndWithCrLf) {
  EXPECT_EQ(literal("a\r\nb\r\n"), "replace('a\nb\n', char(10), char(13, 10))");
}

TEST(SqliteShellLiteral, MarksTheCarriageReturnsWhereLinesEndDifferently) {
  EXPECT_EQ(literal("a\r\nb\n"), "replace('a{CR}\nb\n', '{CR}', char(13))");
}

TEST(SqliteShellLiteral, TakesAMarkThatTheTextDoesNotHold) {
  EXPECT_EQ(literal("{CR}{CR2}\r\n\n"), "replace('{CR}{CR2}{CR3}\n\n', '{CR3}', char(13))");
}

class LiteralInShell : public SqliteShell, public ::testing::WithParamInterface<const char*> {};

TEST_P(LiteralInShell, IsTheTextByteForByte) {
  const std::string text = GetParam();
  run("CREATE TABLE t (a);\nINSERT INTO t VALUES (" + literal(text) + ");\n");
  std::string hex;
  for (const char c : text) hex += fmt::format("{:02X}", static_cast<unsigned char>(c));
  EXPECT_EQ(ask("SELECT hex(a) FROM t"), hex + "\n");
}

INSTANTIATE_TEST_SUITE_P(Texts, LiteralInShell,
                         ::testing::Values("", "'", "a\r\nb\r\n", "a\r\nb\n", "\r\n", "\r\r\n",
                                           "\n\r\n", "{CR}\r\n\n{CR}", "a\r\n/\r\ngo\r\n.quit\r\n",
                                           "/\n", "\ngo\n;\n/\n", "-- '\r\n\n.exit", "#\n$1 ?1 :a",
                                           "/* \n", "\xc3\xa4\xe2\x82\xac\r\n"));

}  // namespace
}  // namespace migrate
