#include "base/source_text.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <utility>

namespace migrate {
namespace {

SourceText source(const std::string& text, std::size_t first_line = 1) {
  return {text, "a.sql", first_line};
}

TEST(SourceText, CountsLinesAndColumnsFromOne) {
  EXPECT_EQ(source("ab\ncd").locate(0), (Location{"a.sql", 1, 1}));
}

TEST(SourceText, CountsLinesFromWhereThePieceStands) {
  EXPECT_EQ(source("ab\ncd", 10).locate(4), (Location{"a.sql", 11, 2}));
}

TEST(SourceText, CountsColumnsInCharacters) {
  EXPECT_EQ(source("€uro x").locate(7), (Location{"a.sql", 1, 6}));
}

TEST(SourceText, TakesALineFeedAsTheEndOfItsOwnLine) {
  EXPECT_EQ(source("ab\ncd").locate(2), (Location{"a.sql", 1, 3}));
}

TEST(SourceText, TakesAnOffsetPastTheEndAsTheEnd) {
  EXPECT_EQ(source("ab\ncd").locate(99), (Location{"a.sql", 2, 3}));
}

TEST(SourceText, PutsAnEmptyTextAtItsFirstLine) {
  EXPECT_EQ(source("", 7).locate(0), (Location{"a.sql", 7, 1}));
}

TEST(SourceText, ShowsTheLineOfAnErrorAndACaret) {
  const Error error = source("SELECT 1;\nSELEKT 2;\nSELECT 3;").error_at(Fault::database, 10, "no");

  EXPECT_EQ(error.excerpt(), "SELEKT 2;");
  EXPECT_EQ(error.caret(), 1U);
}

TEST(SourceText, LeavesTheCarriageReturnOutOfTheExcerpt) {
  EXPECT_EQ(source("ab\r\ncd\r\n").error_at(Fault::database, 1, "no").excerpt(), "ab");
}

TEST(SourceText, ShowsAnErrorPastTheEndOnTheLastLine) {
  EXPECT_EQ(source("ab\ncd").error_at(Fault::database, 99, "no").excerpt(), "cd");
}

TEST(SourceText, ShowsAStatementWithoutAColumnOrACaret) {
  const Error error = source("a;\nDROP TABLE u;").error_on_line(Fault::database, 3, "no");

  EXPECT_EQ(*error.where(), (Location{"a.sql", 2, 0}));
  EXPECT_EQ(error.excerpt(), "DROP TABLE u;");
  EXPECT_EQ(error.caret(), 0U);
}

TEST(SourceText, HidesAPasswordInTheExcerpt) {
  const Error error =
      source("CREATE ROLE a PASSWORD 'secret' LOGIN;").error_at(Fault::database, 0, "no");

  EXPECT_EQ(error.excerpt(), "CREATE ROLE a PASSWORD '***' LOGIN;");
}

TEST(SourceText, MovesTheCaretWithWhatAHiddenPasswordMoves) {
  const std::string text = "CREATE ROLE a PASSWORD 'secret' LOGIM;";
  const Error error = source(text).error_at(Fault::database, text.find("LOGIM"), "no");

  EXPECT_EQ(error.excerpt().substr(error.caret() - 1), "LOGIM;");
  EXPECT_EQ(error.where()->column, text.find("LOGIM") + 1);
}

TEST(SourceText, PutsTheCaretOfAnErrorInsideAPasswordWhereTheStarsAre) {
  const std::string text = "ALTER ROLE a PASSWORD 'secret';";
  const Error error = source(text).error_at(Fault::database, text.find("cret"), "no");

  EXPECT_EQ(error.excerpt(), "ALTER ROLE a PASSWORD '***';");
  EXPECT_LE(error.caret(), error.excerpt().size() + 1);
}

TEST(SourceText, HidesTheRestOfAPasswordThatBeganOnALineAbove) {
  const std::string text = "ALTER ROLE a PASSWORD 'top\nsecret' x;";
  const Error error = source(text).error_at(Fault::database, text.find(" x;"), "no");

  EXPECT_EQ(error.excerpt().find("secret"), std::string::npos);
}

TEST(SourceText, HidesAPasswordWhoseWordIsOnALineAbove) {
  const std::string text = "ALTER ROLE a PASSWORD\n  'secret' x;";
  const Error error = source(text).error_at(Fault::database, text.find(" x;"), "no");

  EXPECT_EQ(error.excerpt(), "  '***' x;");
}

/// The first piece of `text` that reads `part`, in a section that begins on line 10.
SourceText piece_of(const std::string& text, const std::string& part) {
  return SourceText::piece(std::make_shared<const SourceText>(source(text, 10)), text.find(part),
                           part.size());
}

TEST(SourceTextPiece, HasItsOwnBytes) { EXPECT_EQ(piece_of("a; b;\nc;", "b;\nc").text(), "b;\nc"); }

TEST(SourceTextPiece, KnowsItsFile) { EXPECT_EQ(piece_of("a; b;", "b;").file(), "a.sql"); }

TEST(SourceTextPiece, KnowsTheLineThatItBeginsOn) {
  EXPECT_EQ(piece_of("a;\nb; c;", "c;").first_line(), 11U);
}

TEST(SourceTextPiece, KnowsItsPlaceInALinesMiddle) {
  EXPECT_EQ(piece_of("a;\n€; b c;", "b c;").locate(2), (Location{"a.sql", 11, 6}));
}

TEST(SourceTextPiece, KnowsThePlaceOfItsLaterLines) {
  EXPECT_EQ(piece_of("a; b\n  c;", "b\n  c;").locate(4), (Location{"a.sql", 11, 3}));
}

TEST(SourceTextPiece, TakesAnOffsetPastItsEndAsItsEnd) {
  EXPECT_EQ(piece_of("a; b; c;", "b;").locate(99), (Location{"a.sql", 10, 6}));
}

TEST(SourceTextPiece, ShowsTheWholeLineThatAnErrorStandsOn) {
  const Error error = piece_of("a; bb; c;\nd;", "bb;").error_at(Fault::database, 1, "no");

  EXPECT_EQ(error.excerpt(), "a; bb; c;");
  EXPECT_EQ(error.caret(), 5U);
}

TEST(SourceTextPiece, ShowsItsLineAsAStatement) {
  const Error error = piece_of("a;\nb; c;", "c;").error_on_line(Fault::database, 0, "no");

  EXPECT_EQ(*error.where(), (Location{"a.sql", 11, 0}));
  EXPECT_EQ(error.excerpt(), "b; c;");
}

TEST(SourceTextPiece, HidesAPasswordWhoseWordStandsBeforeIt) {
  const Error error =
      piece_of("ALTER ROLE a PASSWORD\n'secret' x;", "x;").error_at(Fault::database, 0, "no");

  EXPECT_EQ(error.excerpt(), "'***' x;");
  EXPECT_EQ(error.caret(), 7U);
}

TEST(SourceTextPiece, OfAPieceKnowsItsPlaceInTheFile) {
  SourceText half = piece_of("a;\nb; cc; d;", "b; cc; d;");
  const auto whole = std::make_shared<const SourceText>(std::move(half));

  EXPECT_EQ(SourceText::piece(whole, 3, 3).locate(1), (Location{"a.sql", 11, 5}));
}

TEST(SourceTextPiece, IsCutOffWhereTheWholeEnds) {
  const auto whole = std::make_shared<const SourceText>(source("a; b;"));

  EXPECT_EQ(SourceText::piece(whole, 3, 99).text(), "b;");
  EXPECT_EQ(SourceText::piece(whole, 99, 1).locate(0), (Location{"a.sql", 1, 6}));
}

TEST(SourceTextPiece, OutlivesTheNameOfItsWhole) {
  auto whole = std::make_shared<const SourceText>(source("a; b;"));
  const SourceText piece = SourceText::piece(whole, 3, 2);
  whole.reset();

  EXPECT_EQ(piece.error_at(Fault::database, 0, "no").excerpt(), "a; b;");
}

}  // namespace
}  // namespace migrate
