#include "base/error_text.hpp"

#include <gtest/gtest.h>

namespace migrate {
namespace {

Error at_column(const std::string& line, std::size_t column) {
  return Error(Fault::config, "bad", Location{"x.sql", 1, column}).with_excerpt(line, column);
}

TEST(ErrorText, ShowsAnErrorInSqlAsTheContractDoes) {
  const Error error =
      Error(Fault::database, "column \"emial\" does not exist",
            Location{"versions/20261120_3f2a9c81d0b4_add_users.sql", 14, 23})
          .with_code("42703")
          .with_excerpt("CREATE INDEX ON users (emial);", 24)
          .with_hint("perhaps you meant to reference the column \"users.email\".")
          .with_note("Revision 3f2a9c81d0b4 was rolled back. The database is at 1b7e44aa02cd.");

  EXPECT_EQ(
      error_text(error),
      R"(error: versions/20261120_3f2a9c81d0b4_add_users.sql:14:23: column "emial" does not exist [42703]
   14 | CREATE INDEX ON users (emial);
      |                        ^
hint: perhaps you meant to reference the column "users.email".
Revision 3f2a9c81d0b4 was rolled back. The database is at 1b7e44aa02cd.
)");
}

TEST(ErrorText, IsOneLineForAnErrorWithoutAPlace) {
  EXPECT_EQ(error_text(Error(Fault::usage, "no such command")), "error: no such command\n");
}

TEST(ErrorText, NamesAFileWithoutALine) {
  EXPECT_EQ(error_text(Error(Fault::file, "is empty", Location{"a.sql"})),
            "error: a.sql: is empty\n");
}

TEST(ErrorText, ShowsNoCaretWithoutAColumn) {
  const Error error = Error(Fault::database, "no such table: u", Location{"a.sql", 4})
                          .with_excerpt("DROP TABLE u;", 0);

  EXPECT_EQ(error_text(error), "error: a.sql:4: no such table: u\n    4 | DROP TABLE u;\n");
}

TEST(ErrorText, CountsCharactersOfSeveralBytesAsOneBeforeTheCaret) {
  EXPECT_EQ(error_text(at_column("'äöü€' x", 8)),
            "error: x.sql:1:8: bad\n    1 | 'äöü€' x\n      |        ^\n");
}

TEST(ErrorText, KeepsTabsBeforeTheCaret) {
  EXPECT_EQ(error_text(at_column("\ta\tb", 4)),
            "error: x.sql:1:4: bad\n    1 | \ta\tb\n      | \t \t^\n");
}

TEST(ErrorText, PutsTheCaretBehindTheLineForAnErrorAtItsEnd) {
  EXPECT_EQ(error_text(at_column("ab", 3)), "error: x.sql:1:3: bad\n    1 | ab\n      |   ^\n");
}

TEST(ErrorText, CountsInvalidBytesAsOneCharacterEach) {
  EXPECT_EQ(error_text(at_column("\xFF\x80x", 3)),
            "error: x.sql:1:3: bad\n    1 | \xFF\x80x\n      |   ^\n");
}

TEST(ErrorText, IsAllProblemsOneAfterTheOther) {
  const Error whole =
      Error::all({Error(Fault::config, "one", Location{"a", 1, 2}).with_hint("mend it"),
                  Error(Fault::config, "two", Location{"b", 3})});

  EXPECT_EQ(error_text(whole), "error: a:1:2: one\nhint: mend it\nerror: b:3: two\n");
}

TEST(ErrorText, PutsNotesOfTheWholeBehindItsProblems) {
  const Error whole = Error::all({Error(Fault::config, "one"), Error(Fault::config, "two")})
                          .with_note("Nothing done.");

  EXPECT_EQ(error_text(whole), "error: one\nerror: two\nNothing done.\n");
}

TEST(ErrorText, PutsColoursAroundTheHeadingAndTheCaret) {
  EXPECT_EQ(error_text(at_column("ab", 2), {"<h>", "<c>", "<r>"}),
            "<h>error:<r> x.sql:1:2: bad\n    1 | ab\n      |  <c>^<r>\n");
}

TEST(ErrorText, WritesOutControlCharactersAndStillPointsAtThePlace) {
  const Error error = Error(Fault::revision, "what\x1b[0m", Location{"a\x1b.sql", 1, 3})
                          .with_excerpt("\x1b x", 3)
                          .with_hint("\a");

  EXPECT_EQ(error_text(error, {"<", "[", ">"}),
            "<error:> a\\x1b.sql:1:3: what\\x1b[0m\n"
            "    1 | \\x1b x\n"
            "      |      [^>\n"
            "hint: \\x07\n");
}

}  // namespace
}  // namespace migrate
